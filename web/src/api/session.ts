import { ROOT } from "./place";

let isLeaving = false;

/** Where to sign in, and to come back from there to the page that is open. */
export function loginUrl(): string {
  const here = location.pathname.slice(ROOT.length - 1) + location.search + location.hash;
  return `${ROOT}login?next=${encodeURIComponent(here)}`;
}

/** Called on any 401: the session is over or was never there, so the page makes room for the login. */
export function sessionEnded(): void {
  if (isLeaving) return;
  isLeaving = true;
  location.assign(loginUrl());
}

/** Ends this browser's session on the server too; a form, because logging out is a change and answers with a page. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${ROOT}logout`;
  document.body.append(form);
  form.submit();
}
