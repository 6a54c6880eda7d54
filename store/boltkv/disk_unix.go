//go:build linux || darwin || freebsd

package boltkv

import (
	"os"
	"path/filepath"
	"syscall"
)

// fullDisk lists what the system says when a disk, or a user's share of it, is full.
func fullDisk() []error { return []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} }

// free returns how many bytes this user may still write on the disk of a path.
func free(path string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}

// fileNumber returns a file's inode number, which a copy does not share.
func fileNumber(file *os.File) uint64 {
	var s syscall.Stat_t
	if syscall.Fstat(int(file.Fd()), &s) != nil {
		return 0
	}
	return uint64(s.Ino)
}

// giveToFolder gives a file that root has just made to the owner of its folder. Where root may not do so, it keeps the file.
func giveToFolder(f *os.File) {
	var folder syscall.Stat_t
	if os.Geteuid() == 0 && syscall.Stat(filepath.Dir(f.Name()), &folder) == nil && folder.Uid != 0 {
		_ = f.Chown(int(folder.Uid), int(folder.Gid))
	}
}
