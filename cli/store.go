package cli

import (
	"context"
	"errors"
	"fmt"

	"lede/config"
	"lede/desk"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"

	"github.com/spf13/cobra"
)

func storeVerb(w world) *cobra.Command {
	c := &cobra.Command{
		Use:   "store",
		Short: "Check the store, or declare that a backup was put back",
		Long:  "Work on the store that `lede run` uses, by the same settings. The file can be used by one process at a time.",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "check",
		Short: "Read the whole store and tell what is damaged",
		Long:  "Read the whole store: the file's structure, whether each record can be read, and whether what is due belongs to\nsomething that is kept. No record is changed. The status is 1 when something is damaged.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.onStore(ctx, w.checkStore) }),
	}, &cobra.Command{
		Use:   "doubt",
		Short: "Declare that a backup was put back",
		Long:  "Declare that the store is a backup that was put back, where Lede cannot see it. A digest that fell due up to now is then\nlooked for in its channel before it is posted.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.onStore(ctx, w.doubtStore) }),
	})
	return c
}

// onStore does something with the store of the settings.
func (w world) onStore(ctx context.Context, do func(context.Context, store.Watched, config.Config) error) (err error) {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	if !c.RedisURL.IsSet() { // opening it would make one
		if found, err := boltkv.Inspect(c.Store, nil); err != nil {
			return err
		} else if !found.Exists {
			return problem.New("cli.no-store", "path", c.Store)
		}
	}
	kv, err := openStore(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kv.Close()) }()
	watched, ok := kv.(store.Watched)
	if !ok {
		return fmt.Errorf("nothing can be checked in %T", kv)
	}
	return do(ctx, watched, c)
}

func (w world) checkStore(ctx context.Context, kv store.Watched, c config.Config) error {
	if file, ok := kv.(*boltkv.KV); ok {
		if err := file.CheckWhole(ctx); err != nil {
			return problem.New("cli.store-damaged", "store", storeName(c)).Because(err)
		}
	}
	report, err := desk.CheckStore(ctx, kv)
	if err != nil {
		return err
	}
	for _, s := range report.Damage {
		fmt.Fprintln(w.stdout, s)
	}
	if n := len(report.Damage); n > 0 {
		return problem.New("cli.store-records", "store", storeName(c), "n", n)
	}
	_, err = fmt.Fprintln(w.stdout, words.Text("store.whole", "store", storeName(c), "records", report.Records, "due", report.Due))
	return err
}

func (w world) doubtStore(ctx context.Context, kv store.Watched, c config.Config) error {
	if err := kv.Doubt(ctx); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w.stdout, words.Text("store.doubted", "store", storeName(c)))
	return err
}
