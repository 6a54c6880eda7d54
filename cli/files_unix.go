//go:build unix

package cli

import "syscall"

// mostFiles returns how many files, including connections, the process may have open. Go has already raised the limit as far as allowed.
func mostFiles() (n uint64, known bool) {
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r) != nil {
		return 0, false
	}
	return uint64(r.Cur), true
}
