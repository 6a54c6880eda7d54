package digest

import (
	"cmp"
	"context"
	"path"
	"slices"
	"time"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// postOption is the option that names a post, by its message or a link to it.
func postOption() *discordgo.ApplicationCommandOption {
	return command.Completing(command.TextOption("post"))
}

// withdrawPost withdraws a wrong post; if none is named, the admin chooses among the latest.
func withdrawPost(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := in.Language()
	message := cmp.Or(in.Text("post"), in.Text("value"))
	if message == "" {
		posts, err := postsToWithdraw(ctx, d, in)
		if err == nil && len(posts) == 0 {
			err = problem.New("commands.none-posted")
		}
		if err != nil {
			return command.Reply{}, err
		}
		return command.Reply{Card: choosePost(l, posts)}, nil
	}
	message = path.Base(message)
	if in.Text("sure") == "" {
		posts, err := d.Posts(ctx, in.Guild)
		if err == nil && !slices.ContainsFunc(posts, func(e desk.Entry) bool { return e.Message == message }) {
			err = desk.ErrNoPost
		}
		if err != nil {
			return command.Reply{}, err
		}
		return command.Reply{Card: surelyWithdraw(l, message)}, nil
	}
	post, err := d.Withdraw(ctx, in.Guild, message)
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Offer(l.Text("command.digest.withdrawing", "channel", post.Channel), l.Text("command.digest.withdrawing-hint"), toHistory(l, "card.button.history"))}, nil
}

// surelyWithdraw asks for confirmation before a post is withdrawn.
func surelyWithdraw(l languages.Language, message string) cards.Card {
	sure := cards.Link{Command: "digest", Sub: "withdraw", Options: map[string]string{"post": message, "sure": "1"}}
	return cards.Offer(l.Text("card.withdraw.sure"), l.Text("card.withdraw.note"),
		discordgo.Button{Label: l.Text("card.button.withdraw"), CustomID: sure.String(), Style: discordgo.DangerButton}, toHistory(l, "card.button.back"))
}

// toHistory links to past posts and what became of them.
func toHistory(l languages.Language, label string) discordgo.Button {
	return discordgo.Button{Label: l.Text(label), CustomID: cards.Link{Command: "digest", Sub: "history"}.String(), Style: discordgo.SecondaryButton}
}

// choosePost asks an admin which post to withdraw.
func choosePost(l languages.Language, posts []command.Choice) cards.Card {
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: cards.Link{Command: "digest", Sub: "withdraw"}.String(), Placeholder: l.Text("card.digests.choose")}
	for _, c := range command.First(posts) {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: c.Name, Value: c.Value})
	}
	return cards.Offer(l.Text("card.withdraw.choose"), l.Text("card.withdraw.note"), menu)
}

// postsToWithdraw returns the posts of a server by when they were due, on the server's clock, the latest first.
func postsToWithdraw(ctx context.Context, d *desk.Desk, in command.Input) (list []command.Choice, err error) {
	s, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	posts, err := d.Posts(ctx, in.Guild)
	for _, e := range posts {
		list = append(list, command.Choice{Name: postLabel(in.Language(), e.Slot.In(zone)), Value: e.Message})
	}
	return list, err
}

func postLabel(l languages.Language, at time.Time) string {
	return l.Weekday(at) + l.Text("list.comma") + at.Format("15:04")
}

// completePosts offers the posts that can be withdrawn.
func completePosts(ctx context.Context, d *desk.Desk, in command.Input) ([]command.Choice, error) {
	posts, err := postsToWithdraw(ctx, d, in)
	posts = slices.DeleteFunc(posts, func(c command.Choice) bool { return !command.Matches(c.Name, in.Text("post")) })
	return command.First(posts), err
}
