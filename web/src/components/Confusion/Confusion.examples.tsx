import { Confusion } from "./Confusion";

const ten = Array.from({ length: 16 }, (_, i) => Array.from({ length: 16 }, (_, j) => (i === j ? 300 : Math.abs(i - j) < 3 ? 12 * (3 - Math.abs(i - j)) : 0)));

export const examples = [
  { title: "Two classes", element: <Confusion title="A fifth of the late flights is missed" labels={["on time", "late"]} matrix={[[8200, 410], [510, 2040]]} /> },
  { title: "Sixteen classes", element: <Confusion title="Neighbouring classes are confused" labels={ten.map((_, i) => `class ${i + 1}`)} matrix={ten} /> },
];
