import { permissionOf, type OperationId } from "../api/call";
import { useCall } from "../api/queries";

// As in src/flyball/governance/roles.py; only for the sentence, the server decides.
const HOLDERS: Record<string, string> = {
  read: "viewer",
  write: "editor",
  predict: "editor or approver",
  deploy: "editor",
  approve: "approver",
  admin: "admin",
};

/** Why the signed-in person may not run this operation here, in words; null when they may, or it is not known yet. */
export function useMayNot(id: OperationId): string | null {
  const { data } = useCall("access.whoami", {});
  if (!data) return null;
  const permission = permissionOf(id);
  const verb = permission.split(".")[1] ?? "";
  if (data.verbs.includes(verb)) return null;
  return `You lack ${permission} in ${data.project}; ask an administrator for the role ${HOLDERS[verb] ?? "admin"}`;
}
