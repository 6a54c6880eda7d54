package commands_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/commands/commandstest"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

const news = `The mayor of Lowbridge, Ada Quill, said on Monday that the old bridge would be closed for three weeks.
“We cannot take chances with the bridge,” Quill said. She thanked the engineers who found the cracks.
Chief engineer Tomas Varga said 14 cracks had been found in the northern arch.
“The arch will hold, but not for lorries,” Varga told reporters.
Other developments this week:
A fire in the harbour destroyed two boats, the fire service said. Nobody was hurt.
The city library reopened after a year of repairs.`

var now = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// attached stands in for Discord's files: every file holds the same news.
type attached struct{ err error }

func (a attached) Article(_ context.Context, _, name string, o briefing.Options) (*briefing.Article, error) {
	if a.err != nil {
		return nil, a.err
	}
	o.Title = "From " + name
	return briefing.Parse(news+"\nThe ferry runs.", o)
}

// web stands in for the web: every address holds the same news.
type web struct{ err error }

func (w web) Article(_ context.Context, address string, o briefing.Options) (*briefing.Article, error) {
	if w.err != nil {
		return nil, w.err
	}
	o.Title, o.URL = "The light is back", address
	return briefing.Parse("The lighthouse on Gull Rock shone again on Friday, the coast guard said. The lamp had been dark since a storm in March broke the cable that brings power from the shore.", o)
}

func bridge(t *testing.T) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(news, briefing.Options{Title: "Old bridge to close", URL: "https://lowbridge.example/bridge"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func newDesk(t *testing.T, articles ...*briefing.Article) (*desk.Desk, *store.Memory) {
	t.Helper()
	kv := store.NewMemory(func() time.Time { return now })
	t.Cleanup(func() { kv.Close() })
	return desk.New(desk.Options{Store: kv, Articles: articles, Attached: attached{}, Web: web{}}), kv
}

func commandNamed(t *testing.T, d *desk.Desk, name string) command.Command {
	t.Helper()
	for _, c := range commandstest.Of(d) {
		if c.Definition.Name == name {
			return c
		}
	}
	t.Fatalf("no command %s", name)
	return command.Command{}
}

// admin is an input of somebody who may manage the server, in a channel where the bot may post.
func admin(name, sub string, options map[string]string) command.Input {
	if options == nil {
		options = map[string]string{}
	}
	return command.Input{
		Command: name, Sub: sub, Options: options, Guild: "g", Channel: "c", Person: command.Person{ID: "p", Name: "Robin"},
		Permissions: discordgo.PermissionManageGuild, AppPermissions: -1,
	}
}

// run handles an input and returns all that its card says.
func run(t *testing.T, d *desk.Desk, in command.Input) string {
	t.Helper()
	reply, err := commandNamed(t, d, in.Command).Handle(t.Context(), in)
	if err != nil {
		explained, expected := command.Explain(languages.Language{}, err, "ref")
		if !expected {
			t.Fatalf("/%s: %v", in.Command, err)
		}
		reply = explained
	}
	return said(t, reply)
}

func said(t *testing.T, r command.Reply) string {
	t.Helper()
	b, err := json.Marshal(r.Card.Components)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, key := range []string{"content", "label", "components", "accessory"} {
				if s, ok := v[key].(string); ok {
					out.WriteString(s + "\n")
				} else {
					walk(v[key])
				}
			}
		}
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	walk(v)
	return strings.NewReplacer("\\", "", "\u00a0", " ").Replace(out.String())
}

func contains(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
}

var legalName = regexp.MustCompile(`^[-_'\p{Ll}\p{N}]{1,32}$`)

// TestEveryCommand walks the list: each is legal for Discord, answers about an article, and has a sentence
// to say when there is none.
func TestEveryCommand(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	empty, _ := newDesk(t)
	seen := map[string]bool{}
	for i, c := range commands.All(d) {
		name := c.Definition.Name
		t.Run("/"+name, func(t *testing.T) {
			if seen[name] {
				t.Error("listed twice")
			}
			seen[name] = true
			legal(t, c)
			in := admin(name, "", map[string]string{"question": "Who is the chief engineer?", "words": "chief engineer", "sentence": "2"})
			in.Target = &command.Message{Text: news}
			for j, d := range []*desk.Desk{d, empty} {
				handle := commandstest.Of(d)[i].Handle
				reply, err := handle(t.Context(), in)
				if err != nil {
					var expected bool
					if reply, expected = command.Explain(languages.Language{}, err, "ref"); !expected || j == 0 {
						t.Errorf("desk %d: %v", j, err)
					}
				}
				if said(t, reply) == "" {
					t.Errorf("desk %d: says nothing", j)
				}
			}
			if c.Complete != nil {
				in.Focused = "article"
				if _, err := c.Complete(t.Context(), in); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func legal(t *testing.T, c command.Command) {
	t.Helper()
	if c.Handle == nil {
		t.Error("has no handler")
	}
	size := len(c.Definition.Name) + len(c.Definition.Description)
	check := func(name, description string) {
		t.Helper()
		if !legalName.MatchString(name) {
			t.Errorf("%q is no legal name", name)
		}
		if n := len([]rune(description)); n < 1 || n > 100 {
			t.Errorf("%s: a description has 1 to 100 characters, not %d", name, n)
		}
		size += len(name) + len(description)
	}
	if c.Definition.Type == discordgo.ChatApplicationCommand {
		check(c.Definition.Name, c.Definition.Description)
	} else if n := len(c.Definition.Name); n < 1 || n > 32 || c.Definition.Description != "" || len(c.Definition.Options) > 0 {
		t.Errorf("%q is no legal command on messages", c.Definition.Name) // it may have spaces and capitals, and nothing else
	}
	var walk func([]*discordgo.ApplicationCommandOption)
	walk = func(options []*discordgo.ApplicationCommandOption) {
		optional := false
		if len(options) > 25 {
			t.Errorf("%d options", len(options))
		}
		for _, o := range options {
			check(o.Name, o.Description)
			if o.Required && optional {
				t.Errorf("%s is required after an optional one", o.Name)
			}
			optional = optional || !o.Required
			if o.Autocomplete && c.Complete == nil {
				t.Errorf("%s completes, but nothing completes it", o.Name)
			}
			if o.Type != discordgo.ApplicationCommandOptionSubCommand && len(o.Options) > 0 {
				t.Errorf("%s has options of its own", o.Name)
			}
			walk(o.Options)
		}
	}
	walk(c.Definition.Options)
	if size > 8000 {
		t.Errorf("%d characters in all", size)
	}
}

func TestCardsLeadOnAndCite(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, admin("summary", "", nil)), "Old bridge to close", "https://lowbridge.example/bridge", "[1]", "Developments", "Who", "Quotes")
	contains(t, run(t, d, admin("developments", "", nil)), "A fire in the harbour destroyed two boats", "The city library reopened")
	contains(t, run(t, d, admin("who", "", nil)), "Ada Quill", "Tomas Varga", "Chief engineer")
	contains(t, run(t, d, admin("who", "", map[string]string{"person": "varga"})), "Tomas Varga", "“The arch will hold, but not for lorries,”")
	contains(t, run(t, d, admin("who", "", map[string]string{"value": "Ada Quill"})), "“We cannot take chances with the bridge,”")
	contains(t, run(t, d, admin("quotes", "", nil)), "“We cannot take chances with the bridge,”", "Tomas Varga")
	only := run(t, d, admin("quotes", "", map[string]string{"person": "Ada Quill"}))
	if strings.Contains(only, "lorries") {
		t.Errorf("Varga's words under Quill:\n%s", only)
	}
	contains(t, run(t, d, admin("who", "", map[string]string{"person": "Nobody Known"})), "names nobody called “Nobody Known”", "`/search` looks for the name")
	contains(t, run(t, d, admin("ask", "", map[string]string{"question": "How many cracks were found?"})), "14 cracks", "[4]")
	contains(t, run(t, d, admin("ask", "", map[string]string{"question": "?!"})), "Your question has no words")
	contains(t, run(t, d, admin("ask", "", map[string]string{"question": "What does the finance minister of Norway earn?"})), "The article does not say.")
	contains(t, run(t, d, admin("headlines", "", nil)), "Old bridge to close", "for every server")
	contains(t, run(t, d, admin("help", "", nil)), "/summary", "/digest")
}

func TestAutocompleteOffersArticlesAndPeople(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	in := admin("who", "", map[string]string{"person": "qu"})
	in.Focused = "person"
	choices, err := commandNamed(t, d, "who").Complete(t.Context(), in)
	if err != nil || len(choices) != 1 || choices[0].Value != "Ada Quill" {
		t.Errorf("got %+v, %v", choices, err)
	}
	in = admin("summary", "", map[string]string{"article": "BRIDGE"})
	in.Focused = "article"
	choices, err = commandNamed(t, d, "summary").Complete(t.Context(), in)
	if err != nil || len(choices) != 1 || choices[0].Name != "Old bridge to close" {
		t.Errorf("got %+v, %v", choices, err)
	}
	for focused, typed := range map[string]string{"time": "7.15", "days": "week", "zone": "paris"} {
		in = admin("digest", "set", map[string]string{focused: typed})
		in.Focused = focused
		if choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in); err != nil || len(choices) == 0 || len(choices) > 25 {
			t.Errorf("%s: %+v, %v", focused, choices, err)
		}
	}
}

func TestAdminsChooseWhatTheServerReads(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	add := admin("article", "add", nil)
	c := commandNamed(t, d, "article")
	if c.Mode(t.Context(), add) != command.Form {
		t.Error("without a file, the form is not opened")
	}
	reply, err := c.Handle(t.Context(), add)
	if err != nil || reply.Modal == nil || len(reply.Modal.Fields) != 5 {
		t.Fatalf("got %+v, %v", reply, err)
	}
	form, ok := command.FromCustomID(reply.Modal.ID)
	if !ok || form.Command != "article" || form.Sub != "add" {
		t.Errorf("the form leads to %+v", form)
	}

	pasted := admin("article", "add", map[string]string{"text": "Pasted\n" + news + "\nTrains run late.", "headline": "first", "url": "", "published": "2026-03-01"})
	if c.Mode(t.Context(), pasted) != command.Private {
		t.Error("the form that comes back is not answered privately")
	}
	contains(t, run(t, d, pasted), "Added", "Pasted")
	contains(t, run(t, d, admin("article", "add", map[string]string{"text": news, "published": "yesterday"})), "not a date I can read")
	contains(t, run(t, d, admin("article", "add", map[string]string{"text": " \n "})), "no words")

	file := admin("article", "add", nil)
	file.Attachment = &command.Attachment{URL: "https://cdn.discordapp.com/x", Filename: "news.txt"}
	contains(t, run(t, d, file), "From news.txt")
	file.Attachment.Filename = "again.txt"
	contains(t, run(t, d, file), "From again.txt", "Updated", "The version that was here before was called “From news.txt”")
	contains(t, run(t, d, admin("headlines", "", nil)), "From again.txt", "Pasted", "Old bridge")
	contains(t, run(t, d, admin("article", "list", nil)), "I add articles and remove them", "/headlines")
	contains(t, run(t, d, admin("article", "remove", map[string]string{"article": "Pasted"})), "Removed: Pasted")
	contains(t, run(t, d, admin("article", "remove", map[string]string{"article": "Old bridge"})), "cannot be removed here")
	contains(t, run(t, d, admin("article", "remove", map[string]string{"article": "Pasted"})), "no such article")
}

func TestAnArticleIsAddedByItsLink(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("article", "add", map[string]string{"link": "https://example.org/light"})
	contains(t, run(t, d, in), "The light is back")
	if mode := commandNamed(t, d, "article").Mode(t.Context(), in); mode != command.Private {
		t.Errorf("mode %v", mode)
	}
	contains(t, run(t, d, admin("headlines", "", nil)), "The light is back")
	in.Attachment = &command.Attachment{URL: "https://cdn.discordapp.com/a.txt", Filename: "a.txt"}
	contains(t, run(t, d, in), "both a link and a file")
	in.Attachment = nil

	kv := store.NewMemory(nil)
	defer kv.Close()
	d = desk.New(desk.Options{Store: kv, Web: web{problem.New("page.private", "name", "https://10.0.0.1/")}})
	contains(t, run(t, d, in), "10.0.0.1/ is on a private or local network; only public pages are fetched.\n", "-# The bot’s operator can allow a network with LEDE_FETCH_ALLOW.")
}

func TestAFileThatCannotBeReadIsToldInOneSentence(t *testing.T) {
	kv := store.NewMemory(nil)
	d := desk.New(desk.Options{Store: kv, Attached: attached{problem.New("file.old-word", "name", "news.doc")}})
	file := admin("article", "add", nil)
	file.Attachment = &command.Attachment{URL: "https://cdn.discordapp.com/x", Filename: "news.doc"}
	contains(t, run(t, d, file), "news.doc is an old Word document and not plain text.\n", "-# Save it as plain text in UTF-8.")
	d = desk.New(desk.Options{Store: kv, Attached: attached{problem.New("file.mistake", "name", "a; b.json", "mistake", "quotes[0] names nobody; who?", "fix", "say who spoke")}})
	contains(t, run(t, d, file), "a; b.json: quotes[0] names nobody; who?\n", "-# Say who spoke.")
}

func TestAPastedArticleHasAnAddressOrNone(t *testing.T) {
	d, _ := newDesk(t)
	for _, bad := range []string{"ftp://lowbridge.example/x", "lowbridge.example", "https://", "https://%zz"} {
		contains(t, run(t, d, admin("article", "add", map[string]string{"text": news, "url": bad})), "is not a web address", "begins with https")
	}
	for _, good := range []string{"", "https://lowbridge.example/x"} {
		contains(t, run(t, d, admin("article", "add", map[string]string{"text": news + good, "url": good})), "Added")
	}
}

func TestHelpNamesEverythingAndSetsApartWhatIsForAdmins(t *testing.T) {
	d, _ := newDesk(t)
	readers, admins, found := strings.Cut(run(t, d, admin("help", "", nil)), "For those who may manage the server")
	if !found {
		t.Error("nothing is set apart")
	}
	for _, c := range commands.All(d) {
		name := c.Definition.Name
		if name == "help" {
			continue
		}
		if c.Definition.Type == discordgo.ChatApplicationCommand {
			name = "/" + name
		}
		for part, want := range map[string]bool{readers: c.Definition.DefaultMemberPermissions == nil, admins: c.Definition.DefaultMemberPermissions != nil} {
			if strings.Contains(part, name) != want {
				t.Errorf("%s: %v in\n%s", name, !want, part)
			}
		}
	}
}

func TestOnlyAdminsMaySetThingsUp(t *testing.T) {
	d, _ := newDesk(t)
	for _, in := range []command.Input{admin("article", "add", nil), admin("article", "remove", nil), admin("digest", "set", nil), admin("digest", "remove", nil), admin("digest", "show", nil)} {
		in.Permissions = discordgo.PermissionSendMessages
		contains(t, run(t, d, in), "Only those who may manage this server")
		if mode := commandNamed(t, d, in.Command).Mode(t.Context(), in); mode != command.Private {
			t.Errorf("/%s %s: the refusal is not private", in.Command, in.Sub)
		}
		in.Permissions, in.Guild = -1, ""
		contains(t, run(t, d, in), "on a server only")
	}
	for _, name := range []string{"article", "digest"} {
		if p := commandNamed(t, d, name).Definition.DefaultMemberPermissions; p == nil || *p != discordgo.PermissionManageGuild {
			t.Errorf("/%s can be seen by everybody", name)
		}
	}
}

func TestADigestIsSetShownAndRemoved(t *testing.T) {
	d, kv := newDesk(t)
	contains(t, run(t, d, admin("digest", "preview", nil)), "No digest is set on this server.", "`/digest set`")
	set := func(options map[string]string) string { return run(t, d, admin("digest", "set", options)) }
	contains(t, set(map[string]string{"time": "7:30", "days": "weekdays", "zone": "europe/paris"}), "Digest set", "<#c>", "07:30", "Europe/Paris")
	at, ok, err := kv.NextDue(t.Context())
	if want := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC); err != nil || !ok || !at.Equal(want) {
		t.Errorf("next %v, want %v", at, want)
	}
	contains(t, set(map[string]string{"time": "18:00", "channel": "other"}), "<#other>", "Paris time") // the zone is remembered
	contains(t, run(t, d, admin("digest", "show", nil)), "<#c>", "<#other>", fmt.Sprintf("<t:%d:F>", at.Unix()))
	in := admin("digest", "pause", map[string]string{"digest": ""})
	in.Focused = "digest"
	choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
	if err != nil || len(choices) != 2 {
		t.Fatalf("%+v, %v", choices, err)
	}
	for i, choice := range choices { // by these numbers people find in the list what they choose from
		number, when, _ := strings.Cut(choice.Name, ". ")
		contains(t, run(t, d, admin("digest", "show", nil)), "**"+number+".** <#"+choice.Value+"> · **"+when)
		if number != fmt.Sprint(i+1) {
			t.Errorf("%s has the number %s", choice.Name, number)
		}
	}
	contains(t, run(t, d, admin("digest", "edit", nil)), "Nothing was changed", "Give what should change")
	contains(t, run(t, d, pressed(t, do(t, d, admin("digest", "remove", map[string]string{"digest": "other"})), "Remove")), "is removed")
	contains(t, run(t, d, admin("digest", "remove", map[string]string{"digest": "other"})), "no such digest")

	for _, bad := range []map[string]string{
		{"time": "25:00"}, {"time": "soon"}, {"time": "7:30", "days": "someday"}, {"time": "7:30", "zone": "Mars/Olympus"}, {"time": "7:30", "zone": "TZ=UTC"},
	} {
		if text := set(bad); strings.Contains(text, "Digest set") || len(text) < 20 {
			t.Errorf("%v: %s", bad, text)
		}
	}
	mute := admin("digest", "set", map[string]string{"time": "7:30"})
	mute.AppPermissions = discordgo.PermissionViewChannel
	contains(t, run(t, d, mute), "I may not post in <#c>")
}

func TestADirectMessageIsAQuestionOrAPlainWord(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	direct := commands.Direct(d)
	for text, want := range map[string]string{
		"who is varga?":                    "Chief engineer Tomas Varga",
		"what did Quill say":               "We cannot take chances",
		"anything about the harbour?":      "destroyed two boats",
		"who won the chess world cup?":     "The article does not say.",
		"hello":                            "We are talking about",
		"Summary!":                         "Summary",
		"what's new":                       "Headlines",
		"headlines":                        "Headlines",
		strings.Repeat("xylophone ", 5000): "The article does not say.",
		"digest":                           "/digest set", // where it is done
		"settings":                         "works on a server only",
		"Server-data?":                     "works on a server only",
		"what does the server-data say?":   "The article does not say.",
	} {
		reply, err := direct(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: text})
		if told := new(problem.Problem); errors.As(err, &told) && told.Code == "commands.not-in-direct" {
			reply, _ = command.Explain(languages.Language{}, err, "")
			err = nil
		}
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
			continue
		}
		contains(t, said(t, reply), want)
	}
}

// TestASlashQuestionMayBeInAnotherLanguage than the article: it is answered, or nothing is said of what the article says.
func TestASlashQuestionMayBeInAnotherLanguage(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	for question, want := range map[string]string{
		"Wer ist Tomas Varga?":               "Chief engineer Tomas Varga",
		"Warum hat der Minister gekündigt?":  "Your question is not in this article’s language",
		"Why has the minister handed it in?": "The article does not say",
	} {
		contains(t, run(t, d, admin("ask", "", map[string]string{"question": question})), want)
	}
}

// TestAWordInADirectMessageErasesNothing: what forgets something is a command, chosen on purpose.
func TestAWordInADirectMessageErasesNothing(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	run(t, d, admin("summary", "", nil))
	before, err := d.ExportPerson(t.Context(), "p")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"data", "/data", "Data!"} {
		reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: word})
		if err != nil {
			t.Errorf("%q: %v", word, err)
			continue
		}
		contains(t, said(t, reply), "`/data forget-me` erases it")
		if after, err := d.ExportPerson(t.Context(), "p"); err != nil || string(after) != string(before) {
			t.Errorf("after %q: %s, %v", word, after, err)
		}
	}
}

func TestExplainSaysWhatIsKnownAndHidesWhatIsNot(t *testing.T) {
	reply, expected := command.Explain(languages.Language{}, fmt.Errorf("opening: %w", desk.ErrShelfFull), "r1")
	if !expected {
		t.Error("a full shelf is no accident")
	}
	contains(t, said(t, reply), "Remove one with")
	reply, expected = command.Explain(languages.Language{}, errors.New("dial tcp 10.0.0.7: secret"), "r1")
	if expected || strings.Contains(said(t, reply), "10.0.0.7") {
		t.Errorf("an accident is told: %s", said(t, reply))
	}
	contains(t, said(t, reply), "r1")
}
