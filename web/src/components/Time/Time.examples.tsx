import { setZone } from "./clock";
import { Button } from "../Button";
import { Time } from "./Time";

const now = Date.now();

export const examples = [
  { title: "Relative; absolute on hover", element: <div className="gallery-row"><Time at={now} /><Time at={now - 200_000} /><Time at={now - 5 * 3.6e6} /><Time at={now - 14 * 864e5} /><Time at={now + 7.2e6} /><Time at="2024-02-29T12:00:00Z" /></div> },
  { title: "Absolute", element: <Time at={now} isAbsolute /> },
  { title: "Missing or unreadable", element: <div className="gallery-row"><Time at={null} /><Time at="soon" /></div> },
  { title: "The zone is one setting", element: <div className="gallery-row"><Button onClick={() => setZone("utc")}>UTC</Button><Button onClick={() => setZone("local")}>Local</Button></div> },
];
