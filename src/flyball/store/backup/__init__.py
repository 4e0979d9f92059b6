"""Backup: all of a workspace that cannot be made again, as files that either database and any object store can take.

```
<target>/<name>/backup.json       what is in it, with a digest for every file; written last
               /tables/<table>    rows of the catalog, all read at one moment
               /streams/<stream>  the stream's files
<target>/objects/                 objects of all backups in this target, each once
```
Catalog first, then streams, then objects: what comes later may hold more than what came before refers to, never less.
"""

from flyball.store.backup.create import create_backup
from flyball.store.backup.format import Backup, list_backups, read_backup
from flyball.store.backup.restore import restore_backup
from flyball.store.backup.verify import verify_backup

__all__ = ["Backup", "create_backup", "list_backups", "read_backup", "restore_backup", "verify_backup"]
