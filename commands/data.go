package commands

import (
	"context"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// The words by which an admin says that they mean it.
const (
	confirmErase  = "erase"
	confirmImport = "import"
)

// data lets people and servers take along what Lede keeps, bring it back, and be forgotten.
func data(d *desk.Desk) Command {
	file := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
	}
	return Command{
		Definition: slash("data",
			subcommand("export-me"),
			subcommand("forget-me"),
			subcommand("export"),
			subcommand("import",
				required(file), text("confirm")),
			subcommand("erase-server",
				required(text("confirm"))),
		),
		Mode:    private,
		Changes: with("import", "forget-me", "erase-server"),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			switch in.Sub {
			case "export":
				return exportServer(ctx, d, in)
			case "import":
				return importServer(ctx, d, in)
			case "erase-server":
				return eraseServer(ctx, d, in)
			case "export-me":
				return exportPerson(ctx, d, in)
			case "forget-me":
				return forgetPerson(ctx, d, in)
			}
			// The bare word, in a direct message: it must not be taken for any of the above.
			l := in.Language()
			return Reply{Card: cards.Notice(l.Text("command.data.what"), l.Text("command.data.what-hint"))}, nil
		},
	}
}

func exportServer(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := requireAdmin(in); err != nil {
		return Reply{}, err
	}
	file, leftOut, err := d.Export(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	l := in.Language()
	hint := l.Text("command.data.exported-hint")
	if leftOut > 0 {
		hint = join(l.Text("command.data.left-out", "n", leftOut), hint)
	}
	return give(ctx, d, l.Text("command.data.exported"), hint, in.Guild, file)
}

func exportPerson(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	file, err := d.ExportPerson(ctx, in.Person.ID)
	if err != nil {
		return Reply{}, err
	}
	l := in.Language()
	return give(ctx, d, l.Text("command.data.exported-person"), l.Text("command.data.in-servers"), "you", file)
}

func forgetPerson(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := d.ErasePerson(ctx, in.Person.ID); err != nil {
		return Reply{}, err
	}
	l := in.Language()
	return Reply{Card: cards.Notice(l.Text("command.data.forgotten"), l.Text("command.data.in-servers"))}, nil
}

// give replies with a file. whose is part of its name.
func give(ctx context.Context, d *desk.Desk, message, hint, whose string, data []byte) (Reply, error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Reply{}, err
	}
	name := "lede-" + whose + "-" + now.UTC().Format(time.DateOnly) + ".json"
	return Reply{Card: cards.File(message, hint, name), Files: []File{{Name: name, Type: "application/json", Data: data}}}, nil
}

func eraseServer(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := requireAdmin(in); err != nil {
		return Reply{}, err
	}
	if in.Text("confirm") != confirmErase {
		return Reply{}, problem.New("commands.erase-unconfirmed", "word", confirmErase)
	}
	if err := d.EraseGuild(ctx, in.Guild); err != nil {
		return Reply{}, err
	}
	l := in.Language()
	return Reply{Card: cards.Notice(l.Text("command.data.erased"), l.Text("command.data.erased-hint"))}, nil
}
