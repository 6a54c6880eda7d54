package commands_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"lede/commands/command"
	"lede/desk"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// menu is the only select of a reply.
func menu(t *testing.T, r command.Reply) discordgo.SelectMenu {
	t.Helper()
	for _, c := range r.Card.Components {
		box, _ := c.(discordgo.Container)
		for _, part := range box.Components {
			row, _ := part.(discordgo.ActionsRow)
			for _, b := range row.Components {
				if m, ok := b.(discordgo.SelectMenu); ok {
					return m
				}
			}
		}
	}
	t.Fatalf("no menu in %s", said(t, r))
	return discordgo.SelectMenu{}
}

// chosen is the input that the n-th option of a reply's menu makes.
func chosen(t *testing.T, r command.Reply, n int) command.Input {
	t.Helper()
	m := menu(t, r)
	in, ok := command.FromCustomID(m.CustomID)
	if !ok || len(m.Options) <= n {
		t.Fatalf("the menu leads nowhere: %+v", m)
	}
	in = admin(in.Command, in.Sub, in.Options)
	in.Options["value"], in.Target = m.Options[n].Value, &command.Message{}
	return in
}

// pressed is the input that a reply's button makes.
func pressed(t *testing.T, r command.Reply, label string) command.Input {
	t.Helper()
	in, ok := command.FromCustomID(buttonID(t, r, label))
	if !ok {
		t.Fatalf("no button %s in %s", label, said(t, r))
	}
	in = admin(in.Command, in.Sub, in.Options)
	in.Target = &command.Message{}
	return in
}

func digestsOf(t *testing.T, d *desk.Desk) []desk.Digest {
	t.Helper()
	list, err := d.Digests(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// twoDigests sets one at 07:30 and one at 19:00, in channels other than that of admin.
func twoDigests(t *testing.T, d *desk.Desk) {
	t.Helper()
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC", "channel": "morning"})), "Digest set")
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "19:00", "zone": "UTC", "channel": "evening"})), "Digest set")
}

// TestOfSeveralDigestsOneIsChosen, and the command goes on with what it was given.
func TestOfSeveralDigestsOneIsChosen(t *testing.T) {
	d, _ := newDesk(t)
	twoDigests(t, d)
	asked := do(t, d, admin("digest", "edit", map[string]string{"days": "weekdays"}))
	contains(t, said(t, asked), "Which digest?", "07:30", "19:00")
	in := chosen(t, asked, 0)
	contains(t, run(t, d, in), "Digest changed", "weekdays at")
	for _, g := range digestsOf(t, d) {
		if (g.ID == in.Options["value"]) != strings.Contains(g.Timetable, "mon-fri") {
			t.Errorf("%s has the timetable %s", g.ID, g.Timetable)
		}
	}
	// What is too long for a button must not be cut: the person names the digest.
	_, err := commandNamed(t, d, "digest").Handle(t.Context(), admin("digest", "edit", map[string]string{"filter": strings.Repeat("long words, ", 20)}))
	if err == nil {
		t.Error("a filter that fits into no button is carried on")
	}
}

// TestADigestIsNamedByItsTime, by the words it is offered by, by its channel, or by its number in the list.
func TestADigestIsNamedByItsTime(t *testing.T) {
	d, _ := newDesk(t)
	twoDigests(t, d)
	in := admin("digest", "pause", map[string]string{})
	in.Focused = "digest"
	choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
	if err != nil || len(choices) != 2 {
		t.Fatalf("%v, %v", choices, err)
	}
	for name, want := range map[string]string{"07:30": "<#morning>", "7pm": "<#evening>", choices[0].Name: "<#" + choices[0].Value + ">",
		"<#evening>": "<#evening>", "1": "<#" + choices[0].Value + ">", "#2": "<#" + choices[1].Value + ">"} {
		contains(t, run(t, d, admin("digest", "show", map[string]string{"digest": name})), "Pause", want)
	}
	for _, name := range []string{"08:00", "3", "0", "-1", "<#third>"} {
		contains(t, run(t, d, admin("digest", "pause", map[string]string{"digest": name})), "no such digest")
	}
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC", "channel": "third"})), "Digest set")
	contains(t, run(t, d, admin("digest", "pause", map[string]string{"digest": "7:30"})), "Which digest?")
}

// TestADigestThatIsThereIsNotSetTwice though it is to be posted otherwise: it can be replaced.
func TestADigestThatIsThereIsNotSetTwice(t *testing.T) {
	d, _ := newDesk(t)
	set := func(more map[string]string) command.Reply {
		options := map[string]string{"time": "7:30", "zone": "UTC"}
		for name, v := range more {
			options[name] = v
		}
		return do(t, d, admin("digest", "set", options))
	}
	contains(t, said(t, set(nil)), "Digest set")
	same := set(nil)
	contains(t, said(t, same), "This digest is set already", "Edit")
	if strings.Contains(said(t, same), "Replace") {
		t.Error("what is the same word for word can be replaced by itself")
	}
	other := set(map[string]string{"mention": "77", "empty": "say", "publish": "true"})
	contains(t, said(t, other), "This digest is set already", "Nothing was changed")
	if list := digestsOf(t, d); len(list) != 1 || list[0].Role != "" || !list[0].Quiet {
		t.Fatalf("%+v", list)
	}
	contains(t, run(t, d, pressed(t, other, "Replace")), "Digest changed", "77")
	if list := digestsOf(t, d); len(list) != 1 || list[0].Role != "77" || list[0].Quiet || !list[0].Publish {
		t.Errorf("%+v", list)
	}
	contains(t, run(t, d, pressed(t, set(nil), "Replace")), "Digest changed")
	if list := digestsOf(t, d); len(list) != 1 || list[0].Role != "" || !list[0].Quiet || list[0].Publish {
		t.Errorf("%+v", list)
	}
	contains(t, said(t, set(map[string]string{"sections": "quotes"})), "Digest set", "another digest")
}

// TestDigestsAreAPanel: each of several is chosen, and has its buttons; one alone has them at once. Removing asks first.
func TestDigestsAreAPanel(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	twoDigests(t, d)
	panel := do(t, d, chosen(t, do(t, d, admin("digest", "show", nil)), 1))
	contains(t, said(t, panel), "Pause", "Preview", "History")
	contains(t, run(t, d, pressed(t, panel, "History")), "Past digests")
	paused := do(t, d, pressed(t, panel, "Pause"))
	contains(t, run(t, d, pressed(t, paused, "Resume")), "Digest resumed")

	asked := do(t, d, pressed(t, panel, "Remove"))
	contains(t, said(t, asked), "for good?")
	if len(digestsOf(t, d)) != 2 {
		t.Fatal("one press removed a digest")
	}
	contains(t, run(t, d, pressed(t, asked, "Back")), "Preview")
	contains(t, run(t, d, pressed(t, asked, "Remove")), "is removed")
	if len(digestsOf(t, d)) != 1 {
		t.Fatal("the digest was not removed")
	}
	contains(t, said(t, do(t, d, admin("digest", "show", nil))), "Edit", "History")
}

// opened is the form that an input opens: what stands in each field, what stands beside it, and the input that sends it.
func opened(t *testing.T, d *desk.Desk, in command.Input) (values, beside map[string]string, sent command.Input) {
	t.Helper()
	c := commandNamed(t, d, in.Command)
	if mode := c.Mode(t.Context(), in); mode != command.Form {
		t.Fatalf("answered in mode %v", mode)
	}
	reply := do(t, d, in)
	if reply.Modal == nil {
		t.Fatalf("no form: %s", said(t, reply))
	}
	sent, ok := command.FromCustomID(reply.Modal.ID)
	if !ok {
		t.Fatalf("the form leads to %s", reply.Modal.ID)
	}
	sent = admin(sent.Command, sent.Sub, sent.Options)
	values, beside = map[string]string{}, map[string]string{}
	for _, f := range reply.Modal.Fields {
		values[f.Name], beside[f.Name], sent.Options[f.Name] = f.Value, f.Description, f.Value
	}
	if c.Mode(t.Context(), sent) == command.Form {
		t.Error("a form that is sent opens a form")
	}
	return values, beside, sent
}

// TestADigestIsSetByAForm: what is mistyped comes back with its mistake beside it and the nearest right value.
func TestADigestIsSetByAForm(t *testing.T) {
	d, _ := newDesk(t)
	_, _, sent := opened(t, d, admin("digest", "set", nil))
	sent.Options["time"], sent.Options["days"], sent.Options["zone"] = "half past", "weekdays", "Europe/Pariss"
	_, err := commandNamed(t, d, "digest").Handle(t.Context(), sent)
	if err == nil {
		t.Fatal("it is taken")
	}
	reply, _ := command.Explain(languages.Language{}, err, "r")
	contains(t, said(t, reply), "half past", "Europe/Paris")
	values, beside, again := opened(t, d, pressed(t, reply, "Open the form again"))
	if values["time"] != "half past" || values["days"] != "weekdays" {
		t.Errorf("came back as %v", values)
	}
	contains(t, beside["time"], "cannot be read")
	contains(t, beside["zone"], "Europe/Paris?")
	again.Options["time"], again.Options["zone"] = "7.30", "Paris"
	contains(t, run(t, d, again), "Digest set", "weekdays at 07:30, Paris time")

	_, _, said := opened(t, d, admin("digest", "edit", map[string]string{"digest": "07:30"}))
	said.Options["time"] = "chaque lundi à 7h" // beside “mon-fri”, which stood there
	contains(t, run(t, d, said), "Digest changed", "every Monday at 07:00, Paris time")

	_, _, none := opened(t, d, admin("digest", "set", nil))
	none.Options["time"] = ""
	contains(t, run(t, d, none), "No time is given", "Open the form again")
	none.Options["when"] = "as-it-comes"
	contains(t, run(t, d, none), "Digest set", "as news comes")
}

// TestNoCardOfDigestsIsADeadEnd: a digest that nothing feeds leads to adding a source, and a history of nothing to the digests.
func TestNoCardOfDigestsIsADeadEnd(t *testing.T) {
	d, _ := newDesk(t)
	if in := pressed(t, do(t, d, admin("digest", "history", nil)), "All digests"); in.Sub != "show" {
		t.Errorf("the history leads to %s", in.Sub)
	}
	set := do(t, d, admin("digest", "set", map[string]string{"time": "07:30", "zone": "Europe/Paris"}))
	contains(t, said(t, set), "No news comes to this server by itself yet")
	if in := pressed(t, set, "Add a source"); in.Sub != "add" {
		t.Errorf("the digest leads to %s", in.Sub)
	}
}

// TestAnEmptyHistorySaysWhy of a digest that is posted as news comes: what it never tells of, and its filter, to be tried.
func TestAnEmptyHistorySaysWhy(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"when": "as-it-comes", "channel": "news", "filter": "bridge"})), "Digest set")
	for _, options := range []map[string]string{nil, {"digest": "news"}} {
		reply := do(t, d, admin("digest", "history", options))
		contains(t, said(t, reply), "not of what they had before")
		in := pressed(t, reply, "Test the filter")
		if in.Command != "filter" || in.Sub != "test" || in.Options["digest"] != "news" {
			t.Errorf("the button leads to /%s %s %v", in.Command, in.Sub, in.Options)
		}
		contains(t, run(t, d, in), "No source has brought an article yet")
	}
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC", "channel": "morning"})), "Digest set")
	if text := run(t, d, admin("digest", "history", map[string]string{"digest": "morning"})); strings.Contains(text, "filter") || !strings.Contains(text, "None has been due yet") {
		t.Errorf("a digest at a time, without a filter: %s", text)
	}
}

// TestAMistakeInTheFormIsMendedByAButton: one press sets the digest, in the channel that was chosen, be it a forum.
func TestAMistakeInTheFormIsMendedByAButton(t *testing.T) {
	for name, c := range map[string]struct {
		time, days, zone string
		press, want      string
	}{
		"a zone":      {"7:30", "weekdays", "Europe/Pariss", "Europe/Paris", "weekdays at 07:30, Paris time"},
		"a time":      {"7;3o", "", "UTC", "07:30", "every day at 07:30, UTC"},
		"days":        {"6pm", "mondey, fridy", "UTC", "mon,fri", "every Monday and Friday at 18:00, UTC"},
		"all of them": {"7;3o", "weekdys", "Berlln", "07:30 · mon-fri · Europe/Berlin", "weekdays at 07:30, Berlin time"},
		"one of many": {"7:30", "", "EST", "America/Panama", "every day at 07:30, Panama time"},
	} {
		d, _ := newDesk(t)
		_, _, sent := opened(t, d, admin("digest", "set", nil))
		sent.Options["time"], sent.Options["days"], sent.Options["zone"], sent.Options["channel"] = c.time, c.days, c.zone, "forum"
		sent.ChannelTypes = map[string]discordgo.ChannelType{"forum": discordgo.ChannelTypeGuildForum}
		_, err := commandNamed(t, d, "digest").Handle(t.Context(), sent)
		reply, _ := command.Explain(languages.Language{}, err, "r")
		mend := pressed(t, reply, c.press)
		mend.ServerOf = func(context.Context, string) (string, discordgo.ChannelType, error) {
			return "g", discordgo.ChannelTypeGuildForum, nil
		}
		contains(t, run(t, d, mend), "Digest set", "<#forum>", c.want)
		if list := digestsOf(t, d); len(list) != 1 || list[0].Kind != desk.Forum {
			t.Errorf("%s: %+v", name, list)
		}
		mend = pressed(t, reply, c.press)
		mend.ServerOf = func(context.Context, string) (string, discordgo.ChannelType, error) { return "another", 0, nil }
		if strings.Contains(run(t, d, mend), "Digest set") {
			t.Errorf("%s: a digest is set in a channel of another server", name)
		}
	}
}

// TestADigestIsChangedByTheSameForm, filled in.
func TestADigestIsChangedByTheSameForm(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "days": "weekdays", "zone": "Europe/Paris"})), "Digest set")
	edit := func() command.Input { return pressed(t, do(t, d, admin("digest", "show", nil)), "Edit") }
	values, _, sent := opened(t, d, edit())
	if values["time"] != "07:30" || values["days"] != "mon-fri" || values["zone"] != "Europe/Paris" {
		t.Errorf("filled in are %v", values)
	}
	sent.Options["time"], sent.Options["days"] = "8:15", ""
	contains(t, run(t, d, sent), "Digest changed", "every day at 08:15, Paris time")

	contains(t, run(t, d, admin("digest", "edit", map[string]string{"cron": "30 7 * * 1-5"})), "Digest changed")
	values, _, sent = opened(t, d, edit())
	if values["time"] != "" || values["days"] != "" {
		t.Errorf("of an expression, filled in are %v", values)
	}
	sent.Options["zone"] = "Tokyo"
	run(t, d, sent)
	if list := digestsOf(t, d); len(list) != 1 || list[0].Timetable != "cron 30 7 * * 1-5 Asia/Tokyo" {
		t.Errorf("%+v", list)
	}
}

// TestARemovedDigestIsSetAgain by a button, in its channel and at its times, as long as that is all it is.
func TestARemovedDigestIsSetAgain(t *testing.T) {
	for _, set := range []map[string]string{
		{"time": "7:30", "days": "weekdays", "zone": "Europe/Paris", "channel": "other"},
		{"cron": "0 8-18/2 * * *", "zone": "UTC", "empty": "quiet"},
		{"time": "7:30", "zone": "UTC", "publish": "true", "mention": "role"},
		{"when": "as-it-comes", "zone": "UTC", "limit": "2"},
	} {
		d, _ := newDesk(t, bridge(t))
		in := admin("digest", "set", set)
		if channel := set["channel"]; channel != "" {
			in.ChannelTypes = map[string]discordgo.ChannelType{channel: discordgo.ChannelTypeGuildText}
		}
		contains(t, said(t, do(t, d, in)), "Digest set")
		before := digestsOf(t, d)[0]
		removed := do(t, d, pressed(t, do(t, d, admin("digest", "remove", map[string]string{"digest": before.ID})), "Remove"))
		contains(t, said(t, removed), "is removed", "All digests")
		contains(t, said(t, do(t, d, pressed(t, removed, "Set it again"))), "Digest set")
		after := digestsOf(t, d)[0]
		if after.Timetable != before.Timetable || after.Channel != before.Channel || after.Quiet != before.Quiet ||
			after.Publish != before.Publish || after.Role != before.Role || after.AsItComes != before.AsItComes || after.PerHour != before.PerHour {
			t.Errorf("%+v is set again as %+v", before, after)
		}
	}
	d, _ := newDesk(t, bridge(t))
	filtered := do(t, d, admin("digest", "set", map[string]string{"time": "8", "filter": "harbour"}))
	if text := said(t, do(t, d, pressed(t, do(t, d, pressed(t, filtered, "Remove")), "Remove"))); strings.Contains(text, "Set it again") {
		t.Errorf("a digest with a filter would be set without it:\n%s", text)
	}
}

// TestAChannelThatOnlyAButtonNamesIsAskedFor: Discord tells nothing of it then. It is of its own kind still, and none of another server's is taken.
func TestAChannelThatOnlyAButtonNamesIsAskedFor(t *testing.T) {
	in := admin("digest", "set", map[string]string{"time": "7:30", "zone": "UTC", "channel": "forum"})
	in.ChannelTypes = map[string]discordgo.ChannelType{"forum": discordgo.ChannelTypeGuildForum}
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, in), "Digest set")
	removed := do(t, d, pressed(t, do(t, d, admin("digest", "remove", map[string]string{"digest": digestsOf(t, d)[0].ID})), "Remove"))
	answer := func(in command.Input, guild string, err error) string {
		in.ServerOf = func(context.Context, string) (string, discordgo.ChannelType, error) {
			return guild, discordgo.ChannelTypeGuildForum, err
		}
		return run(t, d, in)
	}
	for guild, err := range map[string]error{"another": nil, "": nil, "g": errors.New("no answer")} {
		answer(pressed(t, removed, "Set it again"), guild, err)
		if list := digestsOf(t, d); len(list) > 0 {
			t.Errorf("a digest is set in a channel of %q: %v", guild, err)
		}
	}
	contains(t, answer(pressed(t, removed, "Set it again"), "g", nil), "Digest set")
	edit := admin("digest", "edit", map[string]string{"channel": "theirs"})
	contains(t, answer(edit, "another", nil), "not one of this server")
	contains(t, answer(admin("digest", "alerts", map[string]string{"channel": "theirs"}), "another", nil), "not one of this server")
	if list := digestsOf(t, d); len(list) != 1 || list[0].Kind != desk.Forum || list[0].Channel != "forum" {
		t.Errorf("set again: %+v", list)
	}
}

// TestOtherDigestsOfAChannelAreCounted, so that none is forgotten when one was meant to replace them.
func TestOtherDigestsOfAChannelAreCounted(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7"})), "Digest set")
	newer := do(t, d, admin("digest", "set", map[string]string{"time": "8"}))
	contains(t, said(t, newer), "already has another digest", "Replace")
	contains(t, run(t, d, pressed(t, newer, "Replace")), "is removed", "Set it again")
	if list := digestsOf(t, d); len(list) != 1 || !strings.HasPrefix(list[0].Timetable, "08:00") {
		t.Errorf("after Replace: %+v", list)
	}
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7"})), "already has another digest")
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "9"})), "already has 2 other digests")
}

// TestTwoAdminsChangeOneDigestAtOnce: each sends the form as it was when they opened it, and what one has changed stays changed.
func TestTwoAdminsChangeOneDigestAtOnce(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:30", "zone": "Europe/Paris"})), "Digest set")
	edit := func() command.Input {
		_, _, sent := opened(t, d, pressed(t, do(t, d, admin("digest", "show", nil)), "Edit"))
		return sent
	}
	first, second, third := edit(), edit(), edit()
	first.Options["days"] = "weekdays"
	contains(t, run(t, d, first), "weekdays at 07:30, Paris time")
	second.Options["time"] = "6:45"
	contains(t, run(t, d, second), "weekdays at 06:45, Paris time")
	contains(t, run(t, d, third), "Nothing was changed", "weekdays at 06:45, Paris time")

	mistyped := third
	mistyped.Options["zone"] = "Berlln"
	_, err := commandNamed(t, d, "digest").Handle(t.Context(), mistyped)
	reply, _ := command.Explain(languages.Language{}, err, "r")
	contains(t, run(t, d, pressed(t, reply, "Europe/Berlin")), "weekdays at 06:45, Berlin time")

	emptied := edit()
	emptied.Options["days"] = ""
	contains(t, run(t, d, emptied), "every day at 06:45, Berlin time")
	coming := edit()
	coming.Options["when"] = "as-it-comes"
	contains(t, run(t, d, coming), "as news comes")
	timed := edit()
	timed.Options["when"] = "at-set-times"
	contains(t, run(t, d, timed), "every day at 06:45, Berlin time")

	late := edit()
	late.Options["time"], late.Target = "9:00", &command.Message{}
	if err := d.RemoveDigest(t.Context(), "g", digestsOf(t, d)[0].ID); err != nil {
		t.Fatal(err)
	}
	if said := run(t, d, late); !strings.Contains(said, "no such digest") || strings.Contains(said, "Open the form again") {
		t.Errorf("removed meanwhile: %s", said)
	}
}
