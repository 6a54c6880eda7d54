package panels

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/cards/recurrence"
	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Schedule is a digest as an admin sees it.
type Schedule struct {
	Publish bool   // published to those who follow the channel
	Digest  string // its id
	Channel string
	When    recurrence.Rule
	Hourly  int              // how many posts an hour, if it is posted as news comes; else 0
	Next    time.Time        // by the timetable
	Then    []time.Time      // some runs after that, if shown
	Spread  time.Duration    // how much later than Next it is posted
	Paused  *problem.Problem // why it is not running; nil while it runs
	Role    string           // mentioned in each edition
	Says    bool             // posted when there is nothing new as well
	// Sections are what it shows of each article, if an admin chose that.
	Sections []string
	From     []string // the names of the sources that it draws on; none for all
	More     int      // how many names From leaves out
	Filter   string   // as it can be typed; "" for none
}

func (s Schedule) line(l languages.Language) string {
	line := s.place(l)
	if s.Role != "" {
		line += " · " + l.Text("card.schedule.role", "role", s.Role)
	}
	if s.Publish {
		line += " · " + l.Text("card.schedule.publish")
	}
	if s.Says {
		line += " · " + l.Text("card.schedule.says")
	}
	if len(s.Sections) > 0 {
		line += " · " + l.Text("card.schedule.sections", "sections", strings.Join(cards.SectionTitles(l, s.Sections), ", "))
	}
	if len(s.From) > 0 {
		from := markup.Escape(markup.Label(strings.Join(s.From, ", "), 300))
		if s.More > 0 {
			from += ", " + l.Text("card.import.more", "n", s.More)
		}
		line += " · " + l.Text("card.schedule.from", "sources", from)
	}
	if s.Filter != "" {
		line += " · " + l.Text("card.schedule.filter", "filter", markup.Escape(markup.Label(s.Filter, 200)))
	}
	if s.Paused != nil {
		return line + "\n" + l.Text("card.schedule.paused", "why", sentences(l, s.Paused))
	}
	if s.Hourly > 0 {
		return line
	}
	line += "\n" + l.Text("card.schedule.next", "at", cards.Stamp(s.Next, "F"), "in", cards.Stamp(s.Next, "R"))
	if s.Spread > 0 {
		// A whole minute, as readers see it, within which it will have been posted.
		by := s.Next.Add(s.Spread).Truncate(time.Minute).Add(time.Minute)
		line += l.Text("list.comma") + l.Text("card.schedule.posted-by", "at", cards.Stamp(by, "t"))
	}
	if len(s.Then) > 0 {
		var list []string
		for _, at := range s.Then {
			list = append(list, cards.Stamp(at, "f"))
		}
		line += "\n-# " + l.Text("card.schedule.then", "at", strings.Join(list, " · "))
	}
	return line
}

// place says where and when it is posted.
func (s Schedule) place(l languages.Language) string {
	return "<#" + s.Channel + "> · **" + markup.Escape(s.when(l)) + "**"
}

// when says when it is posted.
func (s Schedule) when(l languages.Language) string {
	if s.Hourly > 0 {
		return l.Text("card.schedule.as-it-comes", "n", s.Hourly)
	}
	return s.When.Text(l)
}

// ScheduleLabel names the n-th digest of a server in a list to choose from.
func ScheduleLabel(l languages.Language, n int, s Schedule, limit int) string {
	label := strconv.Itoa(n) + ". " + s.when(l)
	if s.Paused != nil {
		label += " (" + l.Text("card.schedule.paused-short") + ")"
	}
	return markup.Label(label, limit)
}

func (s Schedule) link(sub string) cards.Link {
	return cards.Link{Command: "digest", Sub: sub, Options: map[string]string{"digest": s.Digest}}
}

// DigestSet confirms a digest that was set. If no source brings news yet, it says so, and offers to add one. older is the ID of a digest
// that a button replaces by it; "" for none.
func DigestSet(l languages.Language, s Schedule, hint string, sources bool, older string) cards.Card {
	p, rows := cards.NewPage(l), s.panel(l, true)
	if older != "" {
		rows = append([]discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{replaceOlder(l, older)}}}, rows...)
	}
	p.Say("### " + l.Text("card.schedule.set") + "\n" + s.line(l))
	if !sources {
		hint = strings.TrimSpace(hint + " " + l.Text("command.digest.no-sources"))
		add := cards.Button(l.Text("form.source.add"), cards.Link{Command: "sources", Sub: "add"}, discordgo.PrimaryButton)
		rows = append([]discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{add}}}, rows...)
	}
	return p.Close(hint, rows...)
}

// replaceOlder removes an older digest, which the new one was meant to replace.
func replaceOlder(l languages.Language, older string) discordgo.Button {
	to := Schedule{Digest: older}.link("remove")
	to.Options["sure"] = "1"
	return cards.Button(l.Text("card.button.replace"), to, discordgo.PrimaryButton)
}

// DigestChanged shows a digest after a change.
func DigestChanged(l languages.Language, title string, s Schedule, hint string) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + title + "\n" + s.line(l))
	return p.Close(hint, s.panel(l, true)...)
}

// DigestShown shows a digest with what can be done about it.
func DigestShown(l languages.Language, s Schedule) cards.Card {
	return DigestChanged(l, l.Text("card.digest.title"), s, "")
}

// panel has the actions for a digest: for its settings, and for its next edition. others says that there may be more digests.
func (s Schedule) panel(l languages.Language, others bool) []discordgo.MessageComponent {
	edition := []discordgo.MessageComponent{
		cards.Button(l.Text("card.button.preview"), s.link("preview"), discordgo.SecondaryButton),
		cards.Button(l.Text("card.button.test"), s.link("test"), discordgo.SecondaryButton),
	}
	if s.Paused == nil {
		edition = append(edition, cards.Button(l.Text("card.button.post-now"), s.link("now"), discordgo.SecondaryButton))
	}
	settings := []discordgo.MessageComponent{s.edit(l), s.turn(l), cards.Button(l.Text("card.button.history"), s.link("history"), discordgo.SecondaryButton)}
	if others {
		settings = append(settings, digestsButton(l))
	}
	settings = append(settings, cards.Button(l.Text("card.button.remove"), s.link("remove"), discordgo.DangerButton))
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: settings}, discordgo.ActionsRow{Components: edition}}
}

// digestsButton links to all digests of the server, or to setting the first.
func digestsButton(l languages.Language) discordgo.Button {
	return cards.Button(l.Text("card.button.digests"), cards.Link{Command: "digest", Sub: "show"}, discordgo.SecondaryButton)
}

func (s Schedule) edit(l languages.Language) discordgo.Button {
	return cards.Button(l.Text("card.button.edit"), s.link("edit"), discordgo.SecondaryButton)
}

// turn pauses a digest, or resumes it.
func (s Schedule) turn(l languages.Language) discordgo.Button {
	if s.Paused != nil {
		return cards.Button(l.Text("card.button.resume"), s.link("resume"), discordgo.PrimaryButton)
	}
	return cards.Button(l.Text("card.button.pause"), s.link("pause"), discordgo.SecondaryButton)
}

// DigestSame says that a digest exists already. replace are the options that turn it into the one asked for; none if that would change
// nothing.
func DigestSame(l languages.Language, s Schedule, replace map[string]string) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("command.digest.same") + "\n" + s.line(l))
	row, hint := []discordgo.MessageComponent{s.edit(l)}, l.Text("command.digest.same-hint")
	to := s.link("edit")
	maps.Copy(to.Options, replace)
	if len(replace) > 0 && to.Fits() {
		row, hint = append(row, cards.Button(l.Text("card.button.replace"), to, discordgo.PrimaryButton)), l.Text("command.digest.same-replace")
	}
	row = append(row, digestsButton(l))
	return p.Close(hint, discordgo.ActionsRow{Components: row})
}

// DigestRemoving asks for confirmation before a digest is removed.
func DigestRemoving(l languages.Language, question, digest string) cards.Card {
	s := Schedule{Digest: digest}
	sure := s.link("remove")
	sure.Options["sure"] = "1"
	return cards.Offer(question, "",
		cards.Button(l.Text("card.button.remove"), sure, discordgo.DangerButton),
		cards.Button(l.Text("card.button.back"), s.link("show"), discordgo.SecondaryButton))
}

// DigestRemoved says that a digest is gone. again are the options that set it up once more; none if they are too long for a button.
func DigestRemoved(l languages.Language, channel string, again map[string]string) cards.Card {
	var row []discordgo.MessageComponent
	if to := (cards.Link{Command: "digest", Sub: "set", Options: again}); len(again) > 0 && to.Fits() {
		row = append(row, cards.Button(l.Text("card.schedule.again"), to, discordgo.SecondaryButton))
	}
	row = append(row, digestsButton(l))
	return cards.Offer(l.Text("command.digest.removed", "channel", channel), l.Text("command.digest.removed-hint"), row...)
}

// ChooseDigest shows digests to choose from; the command that to stands for gets the digest's id as the value.
func ChooseDigest(l languages.Language, list []Schedule, to cards.Link) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.digests.which"))
	showSchedules(p, l, list)
	return p.Close("", digestMenu(l, list, to))
}

// fewSources is how many sources of a digest a list of digests names; the digest's own card names all.
const fewSources = 3

// showSchedules lists digests; of several, each has the number that names it in a list to choose from.
func showSchedules(p *cards.Page, l languages.Language, list []Schedule) {
	for i, s := range list {
		if more := len(s.From) - fewSources; len(list) > 1 && more > 1 {
			s.From, s.More = s.From[:fewSources], more
		}
		line := s.line(l)
		if len(list) > 1 {
			line = "**" + strconv.Itoa(i+1) + ".** " + line
		}
		p.Show(line, 0)
	}
}

func digestMenu(l languages.Language, list []Schedule, to cards.Link) discordgo.ActionsRow {
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: to.String(), Placeholder: l.Text("card.digests.choose")}
	for i, s := range list[:min(len(list), cards.MaxOptions)] {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: ScheduleLabel(l, i+1, s, cards.MaxLabel), Value: s.Digest})
	}
	return cards.SelectRow(menu)
}

// DigestPaused tells an admin that a digest was paused because Discord refused it, and what to do. On its server a button resumes it.
func DigestPaused(l languages.Language, s Schedule, onServer bool) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.alert.paused") + "\n" + s.line(l))
	if !onServer {
		return p.Close(l.Text("card.alert.paused-hint"))
	}
	return p.Close(l.Text("card.alert.paused-hint"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{s.turn(l)}})
}

// DigestHeld tells an admin why an edition of a digest was blocked. The digest goes on.
func DigestHeld(l languages.Language, s Schedule, why *problem.Problem) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.alert.held") + "\n" + s.line(l) + "\n" + sentences(l, why))
	return p.Close("")
}

// DigestRecovered tells an admin that a digest which was paused or blocked is posted again.
func DigestRecovered(l languages.Language, s Schedule) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.alert.recovered") + "\n" + s.line(l))
	return p.Close("")
}

// DigestsForgotten tells an admin that n digests were lost, and that they must be set again. known are those of them whose place and time
// are known, and guild is the server if they are told elsewhere than there.
func DigestsForgotten(l languages.Language, n int, known []Schedule, guild string) cards.Card {
	p, server := cards.NewPage(l), l.Text("card.alert.this-server")
	if guild != "" {
		server = "[" + server + "](https://discord.com/channels/" + guild + ")"
	}
	p.Say("### " + l.Text("card.alert.forgotten", "n", n, "server", server))
	for _, s := range known {
		p.Show("- "+s.place(l), 0)
	}
	return p.Close(l.Text("card.alert.forgotten-hint"))
}

// sentences says why something is so, and what to do about it.
func sentences(l languages.Language, why *problem.Problem) string {
	message, hint, ok := l.Explain(why, markup.Escape)
	if !ok {
		return markup.Escape(why.Code)
	}
	return strings.TrimSpace(message + " " + hint)
}

// UnderWay is the outcome of a slot that is due, and neither posted nor given up.
const UnderWay = "under-way"

// Past is a past slot.
type Past struct {
	Channel string
	Slot    time.Time
	Outcome string // one of desk's, or UnderWay
	Reason  *problem.Problem
	Post    string // the address of the message that was posted; "" for none
}

// Digests lists the digests of a server and what became of the latest slots.
func Digests(l languages.Language, list []Schedule, past []Past) cards.Card {
	p := cards.NewPage(l)
	p.Say("### " + l.Text("card.digests.title"))
	if len(list) == 0 {
		p.Say(l.Text("card.digests.none"))
	}
	showSchedules(p, l, list)
	if len(past) > 0 {
		lines := []string{"-# " + l.Text("card.digests.lately")}
		for _, e := range past[:min(len(past), 5)] {
			lines = append(lines, "-# "+e.line(l))
		}
		p.Show(strings.Join(lines, "\n"), 0)
	}
	switch len(list) {
	case 0:
		set := cards.Button(l.Text("form.digest.set"), cards.Link{Command: "digest", Sub: "set"}, discordgo.PrimaryButton)
		return p.Close("", discordgo.ActionsRow{Components: []discordgo.MessageComponent{set}})
	case 1:
		return p.Close("", list[0].panel(l, false)...)
	}
	return p.Close("", digestMenu(l, list, cards.Link{Command: "digest", Sub: "show"}))
}

func (e Past) line(l languages.Language) string {
	outcome := l.Text("card.outcome." + e.Outcome)
	if e.Post != "" {
		outcome = "[" + outcome + "](" + e.Post + ")"
	}
	line := cards.Stamp(e.Slot, "f") + " <#" + e.Channel + ">: " + outcome
	if e.Reason != nil {
		line += " (" + markup.Label(l.Clause(e.Reason, markup.Escape), 160) + ")"
	}
	return line
}

// DigestHistory lists what became of the past slots, the latest first; of is the only digest shown, the zero Schedule for all. from is
// how many earlier pages showed.
func DigestHistory(l languages.Language, past []Past, of Schedule, from int) cards.Card {
	p := cards.NewPage(l)
	same := cards.Link{Command: "digest", Sub: "history"}
	if of.Digest != "" {
		same = of.link("history")
	}
	p.Paged(from, same)
	p.Say("### " + l.Text("card.history.title"))
	switch {
	case len(past) > 0:
	case of.Hourly > 0:
		p.Say(l.Text("card.history.nothing-came"))
	default:
		p.Say(l.Text("card.history.none"))
	}
	for _, e := range past {
		p.Show(e.line(l), 0)
	}
	row := []discordgo.MessageComponent{digestsButton(l)}
	if of.Filter != "" {
		test := cards.Link{Command: "filter", Sub: "test", Options: of.link("history").Options}
		row = append(row, cards.Button(l.Text("card.button.filter"), test, discordgo.SecondaryButton))
	}
	if slices.ContainsFunc(past, func(e Past) bool { return e.Post != "" }) {
		row = append(row, cards.Button(l.Text("card.button.withdraw"), cards.Link{Command: "digest", Sub: "withdraw"}, discordgo.DangerButton))
	}
	return p.Close("", discordgo.ActionsRow{Components: row})
}
