package cards

import (
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Withdraw leads to having a post withdrawn.
func Withdraw(message string) Link {
	return Link{Command: "digest", Sub: "withdraw", Options: map[string]string{"post": message}}
}

// ChoosePost has an admin choose which post is withdrawn, by its message.
func ChoosePost(l languages.Language, posts []Option) Card {
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "digest", Sub: "withdraw"}.String(), Placeholder: l.Text("card.withdraw.choose")}
	for _, o := range posts[:min(len(posts), maxOptions)] {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: Label(o.Label, maxLabel), Value: o.Value})
	}
	return Offer(l.Text("card.withdraw.choose"), l.Text("card.withdraw.note"), menu)
}

// Withdrawing asks whether a post is to be withdrawn.
func Withdrawing(l languages.Language, message string) Card {
	sure := Withdraw(message)
	sure.Options["sure"] = "1"
	return Offer(l.Text("card.withdraw.sure"), l.Text("card.withdraw.note"), button(l.Text("card.button.withdraw"), sure, discordgo.DangerButton))
}
