import "./style/tokens.css";
import "./style/fonts.css";
import "./style/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "./api/queries";
import { listenToKeys } from "./app/keyboard";
import { followSystem } from "./app/preferences";
import { newRouter } from "./app/router";

// Radix adds a style element while a dialog is open; the policy wants this page's nonce on it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);
followSystem();
listenToKeys();

const client = newQueryClient();
const router = newRouter(client);

createRoot(document.querySelector("#root")!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
