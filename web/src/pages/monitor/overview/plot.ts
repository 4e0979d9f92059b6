/** What all pictures of the page share, so that a moment stands at the same place in each. */
export const GUTTER = 132;
export const RIGHT = 12;
export const GROUP = "monitor";
