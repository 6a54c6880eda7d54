//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package boltkv

import (
	"os"
	"syscall"
)

// unlock releases a file's lock. Closing is not enough while bbolt has it mapped into memory.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) }
