package commands

import (
	"context"
	"time"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// The words with which an admin confirms.
const (
	confirmErase  = "erase"
	confirmImport = "import"
)

// data lets people export what Lede keeps about them, and be forgotten.
func data(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("data", command.Subcommand("export-me"), command.Subcommand("forget-me")),
		Mode:       command.Privately,
		Changes:    command.With("forget-me"),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			l := in.Language()
			switch in.Sub {
			case "export-me":
				return exportPerson(ctx, d, in)
			case "forget-me":
				return forgetPerson(ctx, d, in)
			case "export", "import", "erase-server": // as it was once, which some clients remember
				return command.Reply{Card: cards.Notice(l.Text("command.data.moved"), "")}, nil
			}
			// The bare word in a direct message, or a question about it, must not be taken for any of the above.
			return command.Reply{Card: cards.Notice(l.Text("command.data.exported-person"), l.Text("command.data.what-hint"))}, nil
		},
	}
}

// serverData lets servers export what Lede keeps about them, import it again, and be forgotten.
func serverData(d *desk.Desk) command.Command {
	file := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
	}
	return command.Command{
		Definition: command.AdminOnly(command.Slash("server-data",
			command.Subcommand("export"),
			command.Subcommand("import",
				command.Required(file), command.TextOption("confirm")),
			command.Subcommand("erase",
				command.Required(command.TextOption("confirm"))),
		)),
		Mode:    command.Privately,
		Changes: command.With("import", "erase"),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			switch in.Sub {
			case "import":
				return importServer(ctx, d, in)
			case "erase":
				return eraseServer(ctx, d, in)
			}
			return exportServer(ctx, d, in)
		},
	}
}

func exportServer(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	file, leftOut, err := d.Export(ctx, in.Guild, in.UploadLimit)
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	hint := l.Text("command.data.exported-hint")
	if leftOut > 0 {
		hint = command.Join(l.Text("command.data.left-out", "n", leftOut), hint)
	}
	return give(ctx, d, in, l.Text("command.data.exported"), hint, in.Guild, file)
}

func exportPerson(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	file, err := d.ExportPerson(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	return give(ctx, d, in, l.Text("command.data.exported-person"), l.Text("command.data.in-servers"), "you", file)
}

func forgetPerson(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if err := d.ErasePerson(ctx, in.Person.ID); err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	return command.Reply{Card: cards.Notice(l.Text("command.data.forgotten"), l.Text("command.data.in-servers"))}, nil
}

// give replies with a file, unless it is larger than Discord accepts there. whose is part of its name.
func give(ctx context.Context, d *desk.Desk, in command.Input, message, hint, whose string, data []byte) (command.Reply, error) {
	if in.UploadLimit > 0 && len(data) > in.UploadLimit {
		return command.Reply{}, problem.New("commands.file-too-large", "kilobytes", len(data)/1000, "most", in.UploadLimit/1000)
	}
	now, err := d.Now(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	name := "lede-" + whose + "-" + now.UTC().Format(time.DateOnly) + ".json"
	return command.Reply{Card: cards.File(message, hint, name), Files: []command.File{{Name: name, Type: "application/json", Data: data}}}, nil
}

func eraseServer(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if in.Text("confirm") != confirmErase {
		return command.Reply{}, problem.New("commands.erase-unconfirmed", "word", confirmErase)
	}
	if err := d.EraseGuild(ctx, in.Guild); err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	return command.Reply{Card: cards.Notice(l.Text("command.data.erased"), l.Text("command.data.erased-hint"))}, nil
}
