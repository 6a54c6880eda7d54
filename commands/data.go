package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
)

// confirmation is the word by which an admin says that they mean it.
const confirmation = "erase"

// data lets people and servers be forgotten.
func data(d *desk.Desk) Command {
	return Command{
		Definition: slash("data", "Have Lede forget what it keeps",
			subcommand("forget-me", "Forget which article you last opened, all that is kept about you"),
			subcommand("erase-server", "Erase this server's articles, digests, settings and history (for those who may manage it)",
				required(text("confirm", "Write “erase”: there is no way back"))),
		),
		Mode: private,
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if in.Sub == "erase-server" {
				return eraseServer(ctx, d, in)
			}
			if err := d.ErasePerson(ctx, in.Person.ID); err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Notice("I have forgotten which article you last opened.",
				"Who added an article or set a digest stands in their server's data, which its admins can erase.")}, nil
		},
	}
}

func eraseServer(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := requireAdmin(in); err != nil {
		return Reply{}, err
	}
	if in.Text("confirm") != confirmation {
		return Reply{}, &Problem{Message: "Nothing was erased.", Hint: "Write “" + confirmation + "” as `confirm` to erase this server’s articles, digests, settings and history for good."}
	}
	if err := d.EraseGuild(ctx, in.Guild); err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Notice("Everything about this server is erased.", "Nothing more will be posted here unless an admin sets it anew.")}, nil
}
