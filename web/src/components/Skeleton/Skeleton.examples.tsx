import { Skeleton } from "./Skeleton";

export const examples = [
  { title: "Lines", element: <Skeleton lines={5} /> },
  { title: "A block", element: <Skeleton height={120} /> },
];
