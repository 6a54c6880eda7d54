package boltkv

import (
	"os"
	"path/filepath"
	"syscall"
	"unsafe"
)

// fullDisk lists what Windows says when a disk, or a user's share of it, is full: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL and
// ERROR_DISK_QUOTA_EXCEEDED.
func fullDisk() []error { return []error{syscall.Errno(39), syscall.Errno(112), syscall.Errno(1295)} }

// freeSpace is Windows's own function, which Go's library does not name.
var freeSpace = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDiskFreeSpaceExW")

// free returns how many bytes this user may still write on the disk of a path. Windows wants a folder.
func free(path string) int64 {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		path = filepath.Dir(path)
	}
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return -1
	}
	var bytes uint64
	if ok, _, _ := freeSpace.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&bytes)), 0, 0); ok == 0 {
		return -1
	}
	return int64(bytes)
}

// fileNumber returns a file's index on its disk, which a copy does not share.
func fileNumber(file *os.File) uint64 {
	var found syscall.ByHandleFileInformation
	if syscall.GetFileInformationByHandle(syscall.Handle(file.Fd()), &found) != nil {
		return 0
	}
	return uint64(found.FileIndexHigh)<<32 | uint64(found.FileIndexLow)
}

// giveToFolder does nothing: whoever may use a folder may use what an administrator makes in it.
func giveToFolder(*os.File) {}
