import { Link } from "./Link";

export const examples = [{ title: "Inside the application", element: <Link to="/-/gallery?part=Table">The table</Link> }];
