package cli

import (
	"context"
	"errors"

	"lede/config"
	"lede/problem"

	"github.com/spf13/cobra"
)

func storeCopyVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Move everything to another store",
		Long: "Copy everything from one store to another, which must be empty, and compare the two. FROM and TO are each the path\n" +
			"of a file or a URL of Redis; `file` and `redis` stand for those of the settings (LEDE_STORE, LEDE_REDIS_URL). Stop Lede\n" +
			"first. A copy that was interrupted goes on when the same command is given again; until it is whole, `lede run` refuses it.",
		Args: between(2, 2, "FROM and TO"),
		RunE: work(func(ctx context.Context, args []string) error { return w.copyStore(ctx, args[0], args[1]) }),
	}
}

func (w world) copyStore(ctx context.Context, fromName, toName string) (err error) {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	fromPlace, err := namedPlace(c, fromName)
	if err != nil {
		return err
	}
	toPlace, err := namedPlace(c, toName)
	if err != nil {
		return err
	}
	if fromPlace.same(toPlace) {
		return problem.New("cli.copy-same")
	}
	if toName != "file" { // the folder of the settings is made; a slip in a path must not hide a store where nobody looks
		if err := toPlace.inAFolder(); err != nil {
			return err
		}
	}
	from, err := fromPlace.openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := errors.Join(from.whole(ctx), from.unused(ctx)); err != nil {
		return err
	}
	to, err := toPlace.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	n, err := fillStore(ctx, lasting(from.Snapshot), to, from.name)
	if err == nil {
		err = from.Check(ctx)
	}
	if err != nil {
		return err
	}
	return w.say("store.copied", "from", from.name, "to", to.name, "records", records(n.Values), "owners", owners(n.Owners), "due", dueItems(n.Due))
}
