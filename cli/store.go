package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lede/config"
	"lede/desk"
	"lede/problem"

	"github.com/spf13/cobra"
)

func storeVerb(w world) *cobra.Command {
	c := &cobra.Command{
		Use:   "store",
		Short: "Check the store, move it, or declare that a backup was put back",
		Long:  "Work on the store that `lede run` uses, with the same settings. The file can be used by one process at a time.",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(storeCopyVerb(w), &cobra.Command{
		Use:   "check",
		Short: "Read the whole store and tell what is damaged",
		Long:  "Read the whole store: the file's structure, whether each record can be read, and whether what is due belongs to\nsomething that is kept. No record is changed. The exit status is 1 if anything is damaged, or of a newer Lede.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.onStore(ctx, w.checkStore) }),
	}, &cobra.Command{
		Use:   "doubt",
		Short: "Declare that a backup was put back",
		Long:  "Declare that the store was put back from a backup, if Lede cannot tell by itself. A digest that has fallen due by now is\nthen looked for in its channel before it is posted.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.onStore(ctx, w.doubtStore) }),
	})
	return c
}

// onStore runs do on the configured store.
func (w world) onStore(ctx context.Context, do func(context.Context, openedStore) error) (err error) {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	s, err := placeOf(c).openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.whole(ctx); err != nil {
		return err
	}
	return do(ctx, s)
}

func (w world) checkStore(ctx context.Context, s openedStore) error {
	if whole, ok := s.Watched.(interface {
		CheckWhole(ctx context.Context) error
	}); ok {
		if err := whole.CheckWhole(ctx); err != nil {
			return problem.New("cli.store-damaged", "store", s.name).Because(err)
		}
	}
	report, err := desk.CheckStore(ctx, s)
	if err != nil {
		return err
	}
	for _, line := range slices.Concat(report.Newer, report.Damage) {
		fmt.Fprintln(w.stdout, line)
	}
	if n := len(report.Damage); n > 0 {
		return problem.New("cli.store-records", "store", s.name, "n", n)
	}
	if n := len(report.Newer); n > 0 {
		return problem.New("cli.store-newer", "store", s.name, "n", n)
	}
	return w.say("store.whole", "store", s.name, "records", records(report.Records), "due", dueItems(report.Due))
}

func records(n int) string  { return words.Text("store.records", "n", n) }
func owners(n int) string   { return words.Text("store.owners", "n", n) }
func dueItems(n int) string { return words.Text("store.due", "n", n) }

func (w world) doubtStore(ctx context.Context, s openedStore) error {
	if err := s.Doubt(ctx); err != nil {
		return err
	}
	return w.say("store.doubted", "store", s.name)
}
