package upgrade

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/cli"
	"lede/desk"
	"lede/store/boltkv"
)

// says runs a verb of today's program.
func says(t *testing.T, setting string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if status := cli.Run(t.Context(), args, []string{setting}, strings.NewReader(""), &out, &out); status != 0 {
		t.Fatalf("%s: status %d: %s", args, status, out.String())
	}
	return out.String()
}

// TestStoresOfOlderProgramsAreRead: each store in testdata, directly and through a backup.
func TestStoresOfOlderProgramsAreRead(t *testing.T) {
	t.Parallel()
	kept, err := filepath.Glob("testdata/*.db.gz")
	if err != nil || len(kept) < 2 {
		t.Fatalf("there are %d stores: %v", len(kept), err)
	}
	for _, packed := range kept {
		b, err := os.ReadFile(packed)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
		old, fresh, backup := filepath.Join(t.TempDir(), "lede.db"), filepath.Join(t.TempDir(), "fresh.db"), filepath.Join(t.TempDir(), "a.backup")
		if err := os.WriteFile(old, b, 0o600); err != nil {
			t.Fatal(err)
		}
		says(t, "LEDE_STORE="+old, "store", "check")
		says(t, "LEDE_STORE="+old, "backup", backup)
		says(t, "LEDE_STORE="+fresh, "restore", backup)
		holds(t, old)
		holds(t, fresh)
	}
}

// TestBackupsOfOlderProgramsAreRestored: each backup in testdata.
func TestBackupsOfOlderProgramsAreRestored(t *testing.T) {
	t.Parallel()
	kept, err := filepath.Glob("testdata/*.backup")
	if err != nil || len(kept) < 1 {
		t.Fatalf("there are %d backups: %v", len(kept), err)
	}
	for _, path := range kept {
		fresh := filepath.Join(t.TempDir(), "fresh.db")
		says(t, "LEDE_STORE="+fresh, "restore", path)
		holds(t, fresh)
	}
}

// holds reports whether a store has what those in testdata have.
func holds(t *testing.T, path string) {
	t.Helper()
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv})
	guild := openTown(t, "").World().Guilds[0].ID
	digests, err := d.Digests(t.Context(), guild)
	if err != nil || len(digests) != 1 || digests[0].Timetable == "" || digests[0].Next.IsZero() {
		t.Errorf("%s has the digests %+v, %v", path, digests, err)
	}
	if s, err := d.Settings(t.Context(), guild); err != nil || !s.Private {
		t.Errorf("%s has the settings %+v, %v", path, s, err)
	}
}
