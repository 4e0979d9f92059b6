import DOMPurify from "dompurify";
import { Marked } from "marked";
import { useEffect, useRef } from "react";
import styles from "./Markdown.module.css";

const TAGS = "a p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del table thead tbody tr th td sup sub kbd input details summary".split(" ");
const ATTRIBUTES = ["href", "title", "align", "start", "type", "checked", "disabled"];
const SAFE_LINK = /^(?:https?:|mailto:|#|\/(?!\/))/i;

/** Markup among the words stays what it is, text: neither lost nor ever parsed. */
const marked = new Marked({ gfm: true, renderer: { html: ({ text, block }) => (block ? `<p>${escaped(text)}</p>` : escaped(text)) } });

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Fills its element with a sanitised fragment; no markup ever passes as a string into the page. */
export default function Rendered({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.replaceChildren(fragmentOf(text));
  }, [text]);
  return <div ref={box} className={styles.text} />;
}

function fragmentOf(text: string): DocumentFragment {
  const markup = marked.parse(text, { async: false });
  const fragment = DOMPurify.sanitize(markup, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ADD_URI_SAFE_ATTR: ["type", "align", "start"], // else their values are held against the pattern of links
    ALLOWED_URI_REGEXP: SAFE_LINK,
  });
  for (const link of fragment.querySelectorAll("a")) {
    link.rel = "noopener noreferrer";
    if (!link.getAttribute("href")?.startsWith("#")) link.target = "_blank";
  }
  for (const box of fragment.querySelectorAll("input")) {
    box.disabled = true;
    if (box.type !== "checkbox") box.remove();
    box.setAttribute("aria-label", box.checked ? "done" : "not done");
  }
  lowerHeadings(fragment);
  for (const block of fragment.querySelectorAll("pre")) block.tabIndex = 0; // it scrolls, so it must take focus
  return fragment;
}

/** The page has its one h1 already: what people write as # becomes the third level. */
function lowerHeadings(fragment: DocumentFragment): void {
  for (const heading of fragment.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
    const level = Math.min(6, Number(heading.tagName[1]) + 2);
    const lower = document.createElement(`h${level}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}
