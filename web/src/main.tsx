import "./style/tokens.css";
import "./style/fonts.css";
import "./style/base.css";
import { createRoot } from "react-dom/client";

createRoot(document.querySelector("#root")!).render(<h1>Flyball</h1>);
