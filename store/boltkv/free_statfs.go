//go:build linux || darwin || freebsd

package boltkv

import "syscall"

// free is how many bytes this user may still write beside a path.
func free(path string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
