package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lede/config"
	"lede/problem"
	"lede/store"
	"lede/store/backup"

	"github.com/spf13/cobra"
)

func backupVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Write everything that Lede keeps to one file",
		Long: "Write the whole store to one file, and read the file back to verify it. Lede may go on running. Without FILE, the file is\n" +
			"named after the time and lies in the current folder; - writes to standard output. An existing file is never replaced.",
		Args: between(0, 1, "FILE"),
		RunE: work(func(ctx context.Context, args []string) error { return w.backup(ctx, append(args, "")[0]) }),
	}
}

func restoreVerb(w world) *cobra.Command {
	var check bool
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Fill an empty store from a backup",
		Long: "Verify a backup (- is standard input) and put everything in it into the configured store, which must be empty. Digests that\n" +
			"have fallen due since are looked for in their channels before they are posted. To continue an interrupted restore, give the\n" +
			"same command again; until it is complete, `lede run` refuses the store.",
		Args: between(1, 1, "FILE"),
		RunE: work(func(ctx context.Context, args []string) error {
			if check {
				return w.checkBackup(ctx, args[0])
			}
			return w.restore(ctx, args[0])
		}),
	}
	c.Flags().BoolVar(&check, "check", false, "only verify the backup")
	return c
}

// checkBackup reads a backup to the end.
func (w world) checkBackup(ctx context.Context, path string) error {
	check := func(store.State) error { return ctx.Err() }
	read := func() (backup.Header, store.Copied, error) { return readBackup(path, check) }
	if path == "-" { // it is read only once
		read = func() (backup.Header, store.Copied, error) { return readBackupFrom(w.stdin, path, check) }
	}
	h, n, err := read()
	if err != nil {
		return err
	}
	return w.sayBackup(path, h, n)
}

func (w world) sayBackup(path string, h backup.Header, n store.Copied) error {
	return w.say("backup.written", "path", path, "made", h.Made.Format(time.RFC3339), "records", records(n.Values), "owners", owners(n.Owners), "due", dueItems(n.Due))
}

func (w world) backup(ctx context.Context, path string) error {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	if path == "-" {
		return unwritten(path, writeBackup(ctx, c, w.stdout))
	}
	if path == "" {
		path = "lede-" + time.Now().UTC().Format("20060102T150405Z") + ".backup"
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return problem.New("cli.backup-exists", "path", path).Because(err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".lede-backup-*")
	if err != nil {
		return unwritten(path, err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // once the file has its own name, this one may be gone
	err = writeBackup(ctx, c, f)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return unwritten(path, err)
	}
	h, n, err := readBackup(f.Name(), func(store.State) error { return nil })
	if err == nil {
		err = nameFile(f.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return problem.New("cli.backup-exists", "path", path).Because(err)
	}
	if err != nil {
		return unwritten(path, err)
	}
	return w.sayBackup(path, h, n)
}

// nameFile gives a finished file its name, and fails with fs.ErrExist if another file has that name. The file may keep its first name as well.
func nameFile(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return renameFile(from, to)
}

// renameFile does so where the file system has no links. A rename would replace a file that came meanwhile, so an empty one takes the name first,
// which only one process can make.
func renameFile(from, to string) error {
	place, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(place.Close(), os.Rename(from, to)); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// unwritten explains an error that keeps the backup file from being written. Any other error, such as one of the store, is returned unchanged.
func unwritten(path string, err error) error {
	if file := new(fs.PathError); errors.As(err, &file) {
		return problem.New("cli.backup-unwritten", "path", path).Because(file.Err)
	}
	if link := new(os.LinkError); errors.As(err, &link) {
		return problem.New("cli.backup-unwritten", "path", path).Because(link.Err)
	}
	return err
}

// writeBackup writes a backup of the configured store. If a running Lede has the file open, it asks that Lede for it.
func writeBackup(ctx context.Context, c config.Config, to io.Writer) (err error) {
	s, err := placeOf(c).openExisting(ctx)
	if errors.Is(err, &problem.Problem{Code: "store.held"}) {
		if live := askBackup(ctx, c.Store, to); live != nil {
			return problem.New("cli.backup-held", "path", c.Store).Because(live)
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.whole(ctx); err != nil {
		return err
	}
	return writeBackupOf(ctx, s, to)
}

func writeBackupOf(ctx context.Context, kv store.Watched, to io.Writer) error {
	at, err := kv.Now(ctx)
	if err != nil {
		return err
	}
	_, err = backup.Write(ctx, to, backup.Header{Made: at.Truncate(time.Second), By: Version}, lasting(kv.Snapshot))
	return err
}

// readBackup reads a file to the end.
func readBackup(path string, visit func(store.State) error) (backup.Header, store.Copied, error) {
	return readBackupAs(path, path, visit)
}

// readBackupAs reads a file that people know by another name.
func readBackupAs(file, name string, visit func(store.State) error) (h backup.Header, n store.Copied, err error) {
	f, err := os.Open(file)
	if err != nil {
		return h, n, problem.New("cli.backup-unread", "path", name).Because(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	return readBackupFrom(f, name, visit)
}

// readBackupFrom reads a backup to its end; path is its name in errors.
func readBackupFrom(from io.Reader, path string, visit func(store.State) error) (h backup.Header, n store.Copied, err error) {
	h, n, err = backup.Read(from, visit)
	for kind, code := range map[error]*problem.Problem{
		backup.ErrDamaged: problem.New("cli.backup-damaged", "path", path),
		backup.ErrForeign: problem.New("cli.backup-foreign", "path", path),
		backup.ErrNewer:   problem.New("cli.backup-newer", "path", path),
	} {
		if errors.Is(err, kind) {
			return h, n, code.Because(err)
		}
	}
	return h, n, err
}

func (w world) restore(ctx context.Context, path string) (err error) {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	file := path
	if path == "-" {
		if file, err = w.spool(ctx, filepath.Dir(c.Store)); err != nil {
			return err
		}
		defer os.Remove(file) //nolint:errcheck // nothing is lost by it
	}
	h, _, err := readBackupAs(file, path, func(store.State) error { return ctx.Err() }) // before anything is written
	if err != nil {
		return err
	}
	to, err := placeOf(c).open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	made := h.Made.Format(time.RFC3339)
	n, err := fillStore(ctx, func(ctx context.Context, visit func(store.State) error) error {
		_, _, err := readBackupAs(file, path, func(s store.State) error { return errors.Join(visit(s), ctx.Err()) })
		return err
	}, to, "the backup of "+made)
	if err != nil {
		return err
	}
	return w.say("backup.restored", "path", path, "made", made, "store", to.name, "records", records(n.Values), "owners", owners(n.Owners), "due", dueItems(n.Due))
}

// spool copies standard input to a file, since a backup is verified to its end before it is read again to be restored. The file stands
// beside the store where there is such a folder: a container may have no other that can be written to.
func (w world) spool(ctx context.Context, beside string) (path string, err error) {
	f, err := os.CreateTemp(beside, ".lede-backup-*")
	if err != nil {
		f, err = os.CreateTemp("", ".lede-backup-*")
	}
	if err != nil {
		return "", unwritten("-", err)
	}
	_, err = io.Copy(f, untilDone{ctx, w.stdin})
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name()) //nolint:errcheck // the first error counts
		return "", unwritten(f.Name(), err)
	}
	return f.Name(), nil
}

// untilDone is a reader that fails once its context has ended.
type untilDone struct {
	ctx  context.Context
	from io.Reader
}

func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(b)
}
