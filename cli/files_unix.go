//go:build unix

package cli

import "syscall"

// mostFiles is how many files the process may have open, connections among them. Go has raised the limit as far as it may already.
func mostFiles() (n uint64, known bool) {
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r) != nil {
		return 0, false
	}
	return uint64(r.Cur), true
}
