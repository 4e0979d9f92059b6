import { Num } from "./Num";

export const examples = [
  { title: "Measured and exact", element: <div className="gallery-row"><Num value={0.8735412} /><Num value={0.87004} /><Num value={0.1} /><Num value={12480} /><Num value={1204331.5} /><Num value={0.0000123} /></div> },
  { title: "Units and shares", element: <div className="gallery-row"><Num value={42.31} unit="ms" /><Num value={0.1234} share /><Num value={0} share /></div> },
  { title: "Deltas by goal, not by sign", element: <div className="gallery-row"><Num value={0.8735} delta={0.0123} goal="up" /><Num value={42.3} unit="ms" delta={3.1} goal="down" /><Num value={42.3} delta={-3.1} goal="down" /><Num value={3} delta={0} goal="up" /><Num value={3} delta={1} /></div> },
  { title: "Missing, NaN, infinite", element: <div className="gallery-row"><Num value={null} /><Num value="nan" /><Num value="-inf" /><Num value={null} unit="ms" share delta={null} /></div> },
];
