package doctor

import (
	"context"
	"path/filepath"

	"lede/desk"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"
)

const (
	// littleSpace and noSpace are the free space the store's disk should have: bbolt grows its file by 16 MB at a time.
	littleSpace = 256 << 20
	noSpace     = 32 << 20
)

// store checks the one of the two stores that `lede run` would open.
func (x examination) store(ctx context.Context) []Finding {
	switch {
	case x.mistaken("LEDE_REDIS_URL"):
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_REDIS_URL"), "store")
	case x.c.RedisURL.IsSet():
		return x.redis(ctx)
	case x.mistaken("LEDE_STORE"):
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_STORE"), "store")
	}
	return []Finding{fileStore(ctx, x.c.Store)}
}

// fileStore checks the embedded store. If a running Lede holds it, all is well.
func fileStore(ctx context.Context, path string) Finding {
	s, err := boltkv.Inspect(path, func(kv store.Walker) error {
		if err := store.Whole(ctx, kv, path); err != nil {
			return err
		}
		report, err := desk.CheckStore(ctx, kv)
		if n := len(report.Damage); err == nil && n > 0 {
			return problem.New("doctor.store-records", "path", path, "n", n)
		}
		if n := len(report.Newer); err == nil && n > 0 {
			return problem.New("doctor.store-newer", "path", path, "n", n)
		}
		return err
	})
	if err != nil {
		return finding("store", Fail, err)
	}
	if whole, err := filepath.Abs(path); err == nil {
		path = whole // a relative path depends on the working directory
	}
	found := problem.New("doctor.store-new", "path", path)
	switch {
	case s.Held:
		found = problem.New("doctor.store-held", "path", path)
	case s.Exists:
		found = problem.New("doctor.store", "path", path, "size", size(s.Bytes))
	}
	if s.NoFolder {
		return warning("store", problem.New("doctor.store-new-folder", "path", path, "folder", filepath.Dir(path)))
	}
	switch free := size(s.Free); {
	case s.Free < 0:
		return good("store", found)
	case s.Free < noSpace:
		return failure("store", problem.New("doctor.disk-full", "free", free).Because(found))
	case s.Free < littleSpace:
		return warning("store", problem.New("doctor.disk-full", "free", free).Because(found))
	default:
		return good("store", problem.New("doctor.disk", "free", free).Because(found))
	}
}

// anothersStore is a problem when the store that `lede run` would open belongs to an application other than the token's. A store that cannot be
// read, for example while Lede runs, has findings of its own.
func (x examination) anothersStore(ctx context.Context, application string) error {
	of := ""
	look := func(kv store.Getter) (err error) {
		of, err = desk.ApplicationOf(ctx, kv)
		return err
	}
	switch {
	case x.mistaken("LEDE_REDIS_URL"), x.mistaken("LEDE_STORE"):
	case x.c.RedisURL.IsSet():
		if kv, err := rediskv.Open(ctx, x.c.RedisURL.Reveal(), rediskv.Options{Prefix: x.c.RedisPrefix}); err == nil {
			_ = look(kv)
			_ = kv.Close()
		}
	default:
		_, _ = boltkv.Inspect(x.c.Store, func(kv store.Walker) error { return look(kv) })
	}
	if of == "" || of == application {
		return nil
	}
	return problem.New("desk.another-bot", "store", of, "token", application)
}
