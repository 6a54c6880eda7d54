package cli

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"lede/bot/gateway"
	"lede/config"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"
)

// storePlace is where a store is: a file, or Redis when url is set.
type storePlace struct{ path, url, prefix string }

// placeOf returns the configured store.
func placeOf(c config.Config) storePlace {
	if c.RedisURL.IsSet() {
		return storePlace{url: c.RedisURL.Reveal(), prefix: c.RedisPrefix}
	}
	return storePlace{path: c.Store}
}

// namedPlace parses a store given on the command line: a path, a URL, or file or redis for those of the settings.
func namedPlace(c config.Config, name string) (storePlace, error) {
	switch {
	case name == "file":
		return storePlace{path: c.Store}, nil
	case name == "redis" && !c.RedisURL.IsSet():
		return storePlace{}, problem.New("cli.no-redis")
	case name == "redis":
		return placeOf(c), nil
	case strings.Contains(name, "://"):
		return storePlace{url: name, prefix: c.RedisPrefix}, nil
	}
	return storePlace{path: name}, nil
}

// same reports whether two places are the same store.
func (p storePlace) same(other storePlace) bool {
	if p.url != "" || other.url != "" {
		return p == other
	}
	one, err := os.Stat(p.path)
	two, failed := os.Stat(other.path)
	return err == nil && failed == nil && os.SameFile(one, two)
}

// inAFolder returns an error unless the folder of the file exists.
func (p storePlace) inAFolder() error {
	if p.url != "" {
		return nil
	}
	if _, err := os.Stat(filepath.Dir(p.path)); err != nil {
		return problem.New("cli.copy-no-folder", "path", p.path).Because(err)
	}
	return nil
}

// openedStore is a store with its display name, which contains no password.
type openedStore struct {
	store.Watched
	name string
}

// openExisting opens a store, and makes no file where there is none.
func (p storePlace) openExisting(ctx context.Context) (openedStore, error) {
	if p.url == "" {
		found, err := boltkv.Inspect(p.path, nil)
		switch {
		case err != nil:
			return openedStore{}, err
		case !found.Exists:
			return openedStore{}, problem.New("cli.no-store", "path", p.path)
		}
	}
	return p.open(ctx)
}

// open opens a store without further checks, and makes it if there is none.
func (p storePlace) open(ctx context.Context) (openedStore, error) {
	if p.url != "" {
		kv, err := rediskv.Open(ctx, p.url, rediskv.Options{Prefix: p.prefix})
		if err != nil {
			return openedStore{}, err
		}
		return openedStore{kv, "Redis at " + kv.Where()}, nil
	}
	kv, err := boltkv.Open(p.path, nil)
	if err != nil {
		return openedStore{}, err
	}
	name := p.path
	if whole, err := filepath.Abs(p.path); err == nil {
		name = whole
	}
	return openedStore{kv, name}, nil
}

// whole refuses a store that was filled only partly.
func (s openedStore) whole(ctx context.Context) error { return store.Whole(ctx, s, s.name) }

// unused refuses a store that a running bot uses.
func (s openedStore) unused(ctx context.Context) error {
	n, err := gateway.Processes(ctx, s)
	if n > 0 {
		return problem.New("cli.store-used", "store", s.name)
	}
	return err
}

// lasting omits the state of running processes.
func lasting(from store.Source) store.Source {
	return func(ctx context.Context, visit func(store.State) error) error {
		return from(ctx, func(s store.State) error {
			if s.Owner == gateway.LeaseOwner || s.Owner == store.OwnerCopy {
				return nil
			}
			return visit(s)
		})
	}
}

// fillStore copies into an empty store.
func fillStore(ctx context.Context, from store.Source, to openedStore, name string) (store.Copied, error) {
	n, err := store.Copy(ctx, from, to, name)
	switch {
	case errors.Is(err, store.ErrNotEmpty):
		return n, problem.New("cli.store-not-empty", "store", to.name).Because(err)
	case errors.Is(err, store.ErrUnequal):
		return n, problem.New("cli.copy-unequal", "store", to.name).Because(err)
	}
	if err != nil {
		return n, problem.New("cli.store-unfilled", "store", to.name).Because(broken(ctx, err))
	}
	return n, nil
}

// broken explains why work ended: by an interruption, or by its error.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return problem.New("cli.interrupted")
	}
	return err
}

// adopt prepares a store for use: a copied or restored one lacks the latest posts.
func adopt(ctx context.Context, kv store.KV, name string, log *slog.Logger) error {
	watched, ok := kv.(store.Watched)
	if !ok {
		return nil
	}
	if err := store.Whole(ctx, watched, name); err != nil {
		return err
	}
	copied, err := store.Adopt(ctx, watched)
	if copied {
		log.Info("the store was restored or copied: digests that fell due up to now are looked for in their channels before they are posted")
	}
	return err
}
