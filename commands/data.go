package commands

import (
	"context"
	"strconv"
	"time"

	"lede/cards"
	"lede/desk"

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
		Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "A file that /data export made",
	}
	return Command{
		Definition: slash("data", "Take along what Lede keeps, or have it forgotten",
			subcommand("export-me", "What is kept about you, as a file"),
			subcommand("forget-me", "Forget which articles you opened and those I briefed for you alone: all that is kept about you"),
			subcommand("export", "This server's settings, digests and articles as a file (for those who may manage it)"),
			subcommand("import", "Bring back what an export has (for those who may manage this server)",
				required(file), text("confirm", "Write “import” to go ahead; without it I only show what would change")),
			subcommand("erase-server", "Erase this server's articles, digests, settings and history (for those who may manage it)",
				required(text("confirm", "Write “erase”: there is no way back"))),
		),
		Mode: private,
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
			return Reply{Card: cards.Notice("There are several things that I can do with data.", "Type `/data` and choose one of them.")}, nil
		},
	}
}

// inServersData says what else there is of a person.
const inServersData = "Who added an article or set a digest stands in their server’s data, which its admins can erase."

func exportServer(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := requireAdmin(in); err != nil {
		return Reply{}, err
	}
	file, leftOut, err := d.Export(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	hint := "`/data import` takes it in again, here or on another server. It names no person."
	if leftOut > 0 {
		hint = "The " + strconv.Itoa(leftOut) + " articles would make it larger than Discord takes, so it has their titles and addresses only. " + hint
	}
	return give(ctx, d, "The settings, digests and articles of this server.", hint, in.Guild, file)
}

func exportPerson(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	file, err := d.ExportPerson(ctx, in.Person.ID)
	if err != nil {
		return Reply{}, err
	}
	return give(ctx, d, "All that I keep about you: which articles you opened last, those that I briefed for you alone, and what you typed into a form that I could not use.", inServersData, "you", file)
}

func forgetPerson(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := d.ErasePerson(ctx, in.Person.ID); err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Notice("I have forgotten which articles you opened, those that I briefed for you alone, and what you typed into a form.", inServersData)}, nil
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
		return Reply{}, &Problem{Message: "Nothing was erased.", Hint: "Write “" + confirmErase + "” as `confirm` to erase this server’s articles, digests, settings and history for good. `/data export` saves them before."}
	}
	if err := d.EraseGuild(ctx, in.Guild); err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Notice("Everything about this server is erased.", "Nothing more will be posted here unless an admin sets it anew.")}, nil
}
