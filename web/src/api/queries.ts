import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { call, newKey, type Answer, type OperationId, type Params } from "./call";
import type { ApiError } from "./errors";
import { currentProject } from "./place";

/** How a page wants an answer kept. */
export interface CallOptions {
  /** Ask at all; false while a parameter is not known yet. */
  enabled?: boolean;
  /** True for what can never change: a version, a digest, a finished thing. */
  immutable?: boolean;
  /** Ask again every so many milliseconds, for what no event tells. */
  poll?: number | false;
  /** Keep showing the answer of the parameters before while the new one loads. */
  keep?: boolean;
  project?: string;
}

/** `[project, noun, operation, params]`; events and changes invalidate by the first two. */
export function keyOf<K extends OperationId>(id: K, params: Params<K>, project = currentProject()): QueryKey {
  return [project, nounOf(id), id, params];
}

export function nounOf(id: OperationId): string {
  return id.split(".", 1)[0]!;
}

/** For loaders and prefetching: `client.prefetchQuery(callOptions("runs.get", { id }))`. */
export function callOptions<K extends OperationId>(id: K, params: Params<K>, options: CallOptions = {}) {
  const project = options.project ?? currentProject();
  return queryOptions<Answer<K>, ApiError>({
    queryKey: keyOf(id, params, project),
    queryFn: ({ signal }) => call(id, params, { signal, project }),
    staleTime: options.immutable ? Infinity : 30_000,
  });
}

/** The answer of an operation, cached, and asked again when an event or a change says so. */
export function useCall<K extends OperationId>(
  id: K,
  params: Params<K>,
  options: CallOptions = {},
): UseQueryResult<Answer<K>, ApiError> {
  return useQuery({
    ...callOptions(id, params, options),
    enabled: options.enabled ?? true,
    refetchInterval: options.poll ?? false,
    ...(options.keep && { placeholderData: keepPreviousData }),
  });
}

/** A change as a mutation: repeats itself safely, and afterwards everything of its noun is asked again. */
export function useChange<K extends OperationId>(
  id: K,
  also: readonly string[] = [],
): UseMutationResult<Answer<K>, ApiError, Params<K>> {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [id],
    mutationFn: (params: Params<K>) => call(id, params, { key: newKey() }),
    onSuccess: () => invalidate(client, [nounOf(id), ...also]),
  });
}

/** Have everything of these nouns asked again, if a page shows it. */
export async function invalidate(client: QueryClient, nouns: Iterable<string>): Promise<void> {
  const project = currentProject();
  await Promise.all([...nouns].map((noun) => client.invalidateQueries({ queryKey: [project, noun] })));
}

/** One client for the whole page. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always", // the server may be on this very machine, whatever the browser thinks of the network
        retry: (count, error) => count < 2 && isPassing(error as unknown as ApiError),
        retryDelay: (count) => 400 * 2 ** count,
        gcTime: 5 * 60_000,
      },
      mutations: { networkMode: "always" },
    },
  });
}

function isPassing(error: ApiError): boolean {
  return error.status === 0 ? error.code === "unreachable" : error.status === 429 || error.status >= 502;
}
