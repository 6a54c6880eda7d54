package commands_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/store"
)

const lighthouse = "https://coast.example/light"

func picture(name string) command.Attachment {
	return command.Attachment{URL: "https://cdn.example/" + name, Filename: name, ContentType: "image/png"}
}

// TestBriefThisReadsWhatPeoplePost: each shape of message that people, feeds and other bots post, and what of it is read.
func TestBriefThisReadsWhatPeoplePost(t *testing.T) {
	file := command.Attachment{URL: "https://cdn.example/f", Filename: "ferry.txt", ContentType: "text/plain; charset=utf-8"}
	preview := command.Embed{Kind: "article", URL: lighthouse, Title: "The light", Text: "The preview says that the lamp was mended, the mayor said."}
	feed := command.Embed{Kind: "rich", URL: lighthouse, Title: "The light"}
	report := command.Embed{Kind: "rich", Title: "Ferry", Text: "The ferry to Gull Rock was cancelled, the harbour master said on Friday."}
	const page, ferry = "Gull Rock shone again", "ferry to Gull Rock was cancelled"
	for name, c := range map[string]struct {
		m    command.Message
		want string
	}{
		"a text with a picture":             {command.Message{Text: news, Files: []command.Attachment{picture("a.png")}}, "closed for three weeks"},
		"a link with a picture":             {command.Message{Text: lighthouse, Files: []command.Attachment{picture("a.png")}}, page},
		"a picture without a type":          {command.Message{Text: lighthouse, Files: []command.Attachment{{Filename: "a.JPG"}}}, page},
		"a picture with a text file":        {command.Message{Files: []command.Attachment{picture("a.png"), file}}, "From ferry.txt"},
		"a file beside words and a link":    {command.Message{Text: "see " + lighthouse, Files: []command.Attachment{file}}, "From ferry.txt"},
		"only a picture":                    {command.Message{Files: []command.Attachment{picture("a.png")}}, "nothing in this message"},
		"a link to a picture beside words":  {command.Message{Text: "The old bridge was closed, the mayor said. https://x.example/a.png"}, "old bridge was closed"},
		"a GIF beside a link":               {command.Message{Text: lighthouse + " https://tenor.example/view/1", Embeds: []command.Embed{{Kind: "gifv", URL: "https://tenor.example/view/1"}}}, page},
		"a file that is no text":            {command.Message{Text: lighthouse, Files: []command.Attachment{{Filename: "a.pdf", ContentType: "application/pdf"}}}, page},
		"a forwarded text":                  {command.Message{Forwarded: []command.Message{{Text: news}}}, "closed for three weeks"},
		"a forwarded file":                  {command.Message{Forwarded: []command.Message{{Files: []command.Attachment{picture("a.png"), file}}}}, "From ferry.txt"},
		"a forwarded embed":                 {command.Message{Forwarded: []command.Message{{Embeds: []command.Embed{feed}}}}, page},
		"an embed without an address":       {command.Message{Embeds: []command.Embed{report}}, ferry},
		"a link to a page and its preview":  {command.Message{Text: lighthouse + "/", Embeds: []command.Embed{preview}}, page},
		"a line beside an embed":            {command.Message{Text: "New on our site, the editors said!", Embeds: []command.Embed{feed}}, page},
		"a role ping beside an embed":       {command.Message{Text: "<@&123456>", Embeds: []command.Embed{report}}, ferry},
		"a link button beside an embed":     {command.Message{Embeds: []command.Embed{report}, Buttons: []string{lighthouse}}, ferry},
		"an embed in second place":          {command.Message{Embeds: []command.Embed{{Kind: "rich"}, report}}, ferry},
		"a picture's embed first":           {command.Message{Embeds: []command.Embed{{Kind: "image", URL: "https://x.example/p"}, feed}}, page},
		"an embed with a link inside":       {command.Message{Embeds: []command.Embed{{Kind: "rich", Text: "[Read on](" + lighthouse + ")"}}}, page},
		"components' text":                  {command.Message{Shown: news}, "closed for three weeks"},
		"components with a button":          {command.Message{Shown: "## The light\n\nIt is back.", Buttons: []string{lighthouse}}, page},
		"a poll":                            {command.Message{Shown: "Should the old bridge of Lowbridge be closed?\n\nYes\n\nNo"}, "old bridge of Lowbridge"},
		"an embed with no more than a name": {command.Message{Embeds: []command.Embed{{Kind: "rich", Title: "The old bridge is closed"}}}, "old bridge is closed"},
		"an embed's name and a button":      {command.Message{Embeds: []command.Embed{{Kind: "rich", Title: "The light"}}, Buttons: []string{lighthouse}}, page},
		"a word beside what is forwarded":   {command.Message{Text: "Have you seen this?", Forwarded: []command.Message{{Text: news}}}, "closed for three weeks"},
		"a role ping beside a file":         {command.Message{Text: "<@&123456>", Files: []command.Attachment{{Filename: "a.pdf", ContentType: "application/pdf"}}}, "From a.pdf"},
		"a ping and an emoji":               {command.Message{Text: "<@&123456> <a:wave:99> @everyone"}, "nothing in this message"},
		"an invitation beside a link":       {command.Message{Text: "Join https://discord.gg/news or read " + lighthouse + " <https://discord.com/channels/1/2/3>"}, page},
		"the same page from two places":     {command.Message{Text: "HTTPS://www.coast.example/light/?utm_source=feed#top", Embeds: []command.Embed{feed}}, page},
		"marks of Markdown":                 {command.Message{Text: "# The **old** bridge\n> The [bridge](<https://x.example/b.png>) of *Lowbridge* was ||closed||, the ~~king~~ mayor said. <@123>"}, "The bridge of Lowbridge was closed, the mayor said"},
		"marks in an embed":                 {command.Message{Embeds: []command.Embed{{Kind: "rich", Title: "**Ferry**", Text: "The __ferry__ to Gull Rock was `cancelled`, the harbour master said."}}}, "ferry to Gull Rock was cancelled"},
		"nothing":                           {command.Message{}, "nothing in this message"},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := newDesk(t)
			in := admin("Brief this", "", nil)
			in.Target = &c.m
			contains(t, run(t, d, in), c.want)
		})
	}
}

// unread stands for pages that cannot be read.
type unread struct{ err error }

func (u unread) Article(context.Context, string, briefing.Options) (*briefing.Article, error) {
	return nil, u.err
}

func TestAPageThatCannotBeReadIsReadFromItsPreview(t *testing.T) {
	for name, c := range map[string]struct {
		err         error
		m           command.Message
		want, never string
	}{
		"a preview": {
			problem.New("page.closed", "name", lighthouse, "status", 403),
			command.Message{Text: "read this " + lighthouse, Embeds: []command.Embed{{Kind: "rich", Text: "Another text, the mayor said."}, {Kind: "article", URL: lighthouse, Title: "The light", Text: "The lamp was mended, the mayor said."}}},
			"could not be read: this is what the message shows", "Another text",
		},
		"no preview": {
			problem.New("page.no-site", "name", lighthouse).Because(errors.New("lookup coast.example on 10.1.2.3:53: no such host")),
			command.Message{Text: "read this " + lighthouse}, "site that cannot be found", "10.1.2.3",
		},
		"a picture after all": {
			problem.New("page.image", "name", lighthouse),
			command.Message{Text: "The old bridge was closed, the mayor said. " + lighthouse}, "old bridge was closed", "image",
		},
	} {
		t.Run(name, func(t *testing.T) {
			kv := store.NewMemory(nil)
			t.Cleanup(func() { kv.Close() })
			d := desk.New(desk.Options{Store: kv, Web: unread{c.err}})
			in := admin("Brief this", "", nil)
			in.Target = &c.m
			got := run(t, d, in)
			contains(t, got, c.want)
			if strings.Contains(got, c.never) {
				t.Errorf("%q in\n%s", c.never, got)
			}
		})
	}
}

// TestOfSeveralLinksThePersonChooses: and a link ends where its sentence goes on.
func TestOfSeveralLinksThePersonChooses(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("Brief this", "", nil)
	in.Target = &command.Message{Text: "(https://en.example/Foo_(bar)), [one](https://a.example/x_(y)) and **https://b.example/z**; again https://b.example/z/. " +
		"<https://c.example/q?a=(1)&b=[2]> https://d.example/p.png 「https://e.example/新闻」。"}
	card := run(t, d, in)
	contains(t, card, "Which of these links?",
		"1. <https://en.example/Foo_(bar)>\n2. <https://a.example/x_(y)>\n3. <https://b.example/z>\n4. <https://c.example/q?a=(1)&b=[2]>\n5. <https://e.example/新闻>")
	if strings.Contains(card, "6. ") {
		t.Error("a picture, or the same page twice, is among the links")
	}
	choose := func(value string) string {
		in := admin("Brief this", "", map[string]string{"value": value})
		in.Target = &command.Message{Shown: card}
		return run(t, d, in)
	}
	contains(t, choose("2"), "The light is back", "https://a.example/x%5F%28y%29")
	for _, odd := range []string{"0", "6", "x", "-1"} {
		contains(t, choose(odd), "nothing in this message")
	}
	// A long text is an article of its own, whatever it links to.
	in.Target = &command.Message{Text: news + news + " https://a.example/ https://b.example/"}
	contains(t, run(t, d, in), "closed for three weeks")
}

// TestTheLinkThatIsChosenIsTheOneThatWasOffered, with whatever an address ends: that of an embed is no part of a sentence.
func TestTheLinkThatIsChosenIsTheOneThatWasOffered(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("Brief this", "", nil)
	links := []string{"https://a.example/x_", "https://b.example/y)", "https://c.example/z!", "https://d.example/a>b"}
	in.Target = &command.Message{}
	for _, link := range links {
		in.Target.Embeds = append(in.Target.Embeds, command.Embed{Kind: "rich", URL: link, Title: "News"})
	}
	card := run(t, d, in)
	for i, link := range links {
		in := admin("Brief this", "", map[string]string{"value": strconv.Itoa(i + 1)})
		in.Target = &command.Message{Shown: card}
		escaped := strings.NewReplacer("_", "%5F", ")", "%29", ">", "%3E").Replace(link)
		contains(t, run(t, d, in), escaped)
	}
}

// TestADirectMessageThatIsOnlyALinkIsBriefed: so is a file and a forwarded message, but no question with a link in it.
func TestADirectMessageThatIsOnlyALinkIsBriefed(t *testing.T) {
	for name, c := range map[string]struct {
		m    command.Message
		want string
	}{
		"a link":                      {command.Message{Text: "<" + lighthouse + ">"}, "Gull Rock shone again"},
		"several":                     {command.Message{Text: lighthouse + "\nhttps://a.example/x"}, "Which of these links?"},
		"a file":                      {command.Message{Files: []command.Attachment{{Filename: "ferry.txt", ContentType: "text/plain"}}}, "From ferry.txt"},
		"a forwarded message":         {command.Message{Forwarded: []command.Message{{Text: lighthouse}}}, "Gull Rock shone again"},
		"a question with a link":      {command.Message{Text: "Who closed the bridge, and is it " + lighthouse + "?"}, "Old bridge to close"},
		"a question with a picture":   {command.Message{Text: "who is the engineer?", Files: []command.Attachment{picture("a.png")}}, "Old bridge to close"},
		"a picture and nothing to do": {command.Message{Files: []command.Attachment{picture("a.png")}}, "Give me a link, a text or a text file; I read no pictures."},
		"nothing at all":              {command.Message{}, "I brief you on the news"},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := newDesk(t, bridge(t))
			c.m.Person.ID = "p"
			reply, err := commands.Direct(d)(t.Context(), c.m)
			if err != nil {
				reply, _ = command.Explain(languages.Language{}, err, "ref")
			}
			contains(t, said(t, reply), c.want)
		})
	}
}
