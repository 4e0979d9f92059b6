import { Digest } from "./Digest";

export const examples = [
  { title: "Cut in the middle, copied whole", element: <Digest value="3f2a9c1d4e5f60718293a4b5c6d7e8f90123456789abcdef0123456789abcdef" /> },
  { title: "Short, and missing", element: <div className="gallery-row"><Digest value="3f2a" /><Digest value={null} /></div> },
];
