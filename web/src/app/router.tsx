import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from "@tanstack/react-router";
import { parseRef, refPath } from "../format/ref";
import { ROOT, setCurrentProject } from "../api/place";
import { PageFailure } from "./PageFailure";
import { PageMissing } from "./PageMissing";
import { recentProjects } from "./recent";
import { GALLERY, HERE, loaderOf, pathOf, type Page } from "./routes";
import { Shell } from "./Shell";
import { Start } from "./Start";
import { parseSearch, stringifySearch } from "./urlState";

/** The routes of the table under one shell per project; each page is a chunk of its own. */
export function newRouter(client: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing, errorComponent: PageFailure });
  const start = createRoute({
    getParentRoute: () => root,
    path: "/",
    beforeLoad: () => {
      const [last] = recentProjects();
      if (last) throw redirect({ to: pathOf(last, "") } as never);
    },
    component: Start,
  });
  const choose = createRoute({ getParentRoute: () => root, path: "/-/projects", component: Start });
  const project = createRoute({
    getParentRoute: () => root,
    path: "/p/$project",
    beforeLoad: ({ params }) => setCurrentProject(params.project),
    component: () => <Shell client={client} />,
    notFoundComponent: PageMissing,
  });
  const children = HERE.map((page) => pageRoute(project, page));
  if (!HERE.some(({ path }) => path === "")) children.push(homeInstead(project));
  const gallery = galleryRoute(root);
  const tree = root.addChildren([
    start,
    choose,
    ...(gallery ? [gallery] : []),
    project.addChildren([...children, forward(project)]),
  ]);
  return createRouter({
    routeTree: tree,
    basepath: ROOT,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: PageMissing,
    defaultPendingMs: 150,
    scrollRestoration: true,
    scrollToTopSelectors: ["#content"],
  });
}

function pageRoute(parent: AnyRoute, { path, file }: Page): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: path || "/",
    component: lazyRouteComponent(loaderOf(file)!),
  });
}

function galleryRoute(parent: AnyRoute): AnyRoute | null {
  const load = loaderOf(GALLERY);
  if (!load) return null;
  return createRoute({ getParentRoute: () => parent, path: "/-/gallery", component: lazyRouteComponent(load) });
}

/** Until a project has a home: the first page there is. */
function homeInstead(parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: "/",
    beforeLoad: ({ params }) => {
      const first = HERE.find(({ nav }) => nav);
      throw redirect({ to: pathOf((params as { project: string }).project, first?.path ?? "settings") } as never);
    },
  });
}

/** `/p/<project>/ref/<ref>` opens the page of whatever the Ref names. */
function forward(parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: "ref/$",
    beforeLoad: ({ params }) => {
      const { project, _splat } = params as { project: string; _splat?: string };
      const ref = parseRef(_splat ?? "");
      if (ref) throw redirect({ to: refPath(ref, project), replace: true } as never);
    },
    component: PageMissing,
  });
}
