package boltkv

import (
	"errors"
	"fmt"
	"syscall"
	"testing"

	"lede/problem"
)

// TestADiskThatLocksNoFilesIsToldAsThat, as a network share answers: to let Lede's user write there would not help.
func TestADiskThatLocksNoFilesIsToldAsThat(t *testing.T) {
	t.Parallel()
	for disk, want := range map[error]string{syscall.ENOLCK: "store.no-locks", syscall.EOPNOTSUPP: "store.no-locks", syscall.ENOSYS: "store.no-locks", syscall.EIO: "store.unopened"} {
		told, is := errors.AsType[*problem.Problem](told("lede.db", fmt.Errorf("locking: %w", disk)))
		if !is || told.Code != want {
			t.Errorf("%v: %v, want %s", disk, told, want)
		}
	}
}
