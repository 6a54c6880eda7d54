package doctor

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"syscall"

	"lede/store/boltkv"
)

const (
	// littleSpace and noSpace are what the store's disk should have free: bbolt grows its file by 16 MB at a time.
	littleSpace = 256 << 20
	noSpace     = 32 << 20
)

// store looks at the one of the two stores that `lede run` would open.
func (x examination) store(ctx context.Context) []Finding {
	switch {
	case x.mistaken("LEDE_REDIS_URL"):
		return skipped("the setting LEDE_REDIS_URL comes first", "store")
	case x.c.RedisURL.IsSet():
		return x.redis(ctx)
	case x.mistaken("LEDE_STORE"):
		return skipped("the setting LEDE_STORE comes first", "store")
	}
	return []Finding{fileStore(x.c.Store)}
}

// fileStore looks at the embedded store. That a running Lede holds it is how it should be.
func fileStore(path string) Finding {
	s, err := boltkv.Inspect(path)
	if err != nil {
		var system syscall.Errno // then the sentence ends with the system's words, and not with what to do
		if errors.As(err, &system) {
			return failure("store", "Let Lede's user write there, or name another path in LEDE_STORE.", "%v", err)
		}
		found, fix := split(err.Error())
		return failure("store", fix, "%s", found)
	}
	found := path
	if whole, err := filepath.Abs(path); err == nil {
		found = whole // a relative path is another one in every folder
	}
	switch {
	case s.Held:
		found += " is in use by another process, as a rule the Lede that runs here"
	case s.Exists:
		found += fmt.Sprintf(" opens (%s)", size(s.Bytes))
	default:
		found += " will be made at the first start"
	}
	if s.Free < 0 {
		return good("store", "%s", found)
	}
	found += "; its disk has " + size(s.Free) + " left"
	fix := "Make room on the disk, or name a path on another in LEDE_STORE."
	switch {
	case s.Free < noSpace:
		return failure("store", fix, "%s", found)
	case s.Free < littleSpace:
		return warning("store", fix, "%s", found)
	}
	return good("store", "%s", found)
}
