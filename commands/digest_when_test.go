package commands_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/commands/command"
	"lede/commands/digest"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

func TestADigestRunsByACronExpression(t *testing.T) {
	d, kv := newDesk(t)
	set := func(options map[string]string) string { return run(t, d, admin("digest", "set", options)) }
	edit := func(options map[string]string) string { return run(t, d, admin("digest", "edit", options)) }
	contains(t, set(map[string]string{"cron": "30 7 * * 1-5", "zone": "europe/paris"}), "Digest set", "weekdays at 07:30, Paris time", "Europe/Paris")
	if at, ok, err := kv.NextDue(t.Context()); err != nil || !ok || !at.Equal(time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)) {
		t.Errorf("next %v, %v", at, err)
	}
	contains(t, edit(map[string]string{"zone": "UTC"}), "weekdays at 07:30, UTC")
	contains(t, edit(map[string]string{"days": "weekends"}), "runs by a cron expression")
	contains(t, edit(map[string]string{"cron": "0 9 1 * *"}), "Digest changed", "every month on day 1 at 09:00")
	if at, ok, err := kv.NextDue(t.Context()); err != nil || !ok || !at.Equal(time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("next %v, %v", at, err)
	}
	contains(t, run(t, d, admin("digest", "pause", nil)), "Digest paused", "every month on day 1")
	contains(t, run(t, d, admin("digest", "resume", nil)), "Digest resumed", "every month on day 1")
	contains(t, edit(map[string]string{"time": "8:00", "days": "weekends"}), "weekends at 08:00, UTC")
	contains(t, edit(map[string]string{"cron": "@daily"}), "every day at 00:00")

	for _, bad := range []struct {
		options map[string]string
		want    string
	}{
		{map[string]string{"zone": "UTC"}, "No time is given"},
		{map[string]string{"time": "7:00", "cron": "0 7 * * *"}, "says the time and the days itself"},
		{map[string]string{"days": "weekdays", "cron": "0 7 * * *"}, "says the time and the days itself"},
		{map[string]string{"cron": "TZ=UTC"}, "names a time zone"},
		{map[string]string{"cron": "* * * * *"}, "more often than every 15 minutes"},
		{map[string]string{"cron": "0 0 30 2 *"}, "never runs"},
		{map[string]string{"cron": "@every 1s"}, "is not known"},
		{map[string]string{"cron": "0 25 * * *"}, "The hour of the cron expression"},
	} {
		if text := set(bad.options); strings.Contains(text, "Digest set") || !strings.Contains(text, bad.want) {
			t.Errorf("%v: %s", bad.options, text)
		}
	}
}

// TestTimesAndZonesAreOfferedForEverybody: evening times too, each once, and zones from all over the world that exist.
func TestTimesAndZonesAreOfferedForEverybody(t *testing.T) {
	d, _ := newDesk(t)
	offered := func(option, typed string) []string {
		in := admin("digest", "set", map[string]string{option: typed})
		in.Focused = option
		choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
		if err != nil || len(choices) > 25 {
			t.Fatalf("%d choices, %v", len(choices), err)
		}
		var values []string
		for _, c := range choices {
			if slices.Contains(values, c.Value) {
				t.Errorf("%s is offered twice for %s %q", c.Value, option, typed)
			}
			values = append(values, c.Value)
		}
		return values
	}
	if times := offered("time", ""); !slices.Contains(times, "07:00") || !slices.Contains(times, "19:00") {
		t.Errorf("offered are %v", times)
	}
	if times := offered("time", "7"); len(times) == 0 || times[0] != "07:00" || !slices.Contains(times, "07:30") || !slices.Contains(times, "17:00") {
		t.Errorf("offered are %v", times)
	}
	zones := offered("zone", "")
	for _, zone := range zones {
		if name, err := scheduler.ParseZone(zone); err != nil || name != zone {
			t.Errorf("%s: %q, %v", zone, name, err)
		}
	}
	if !slices.Contains(zones, "America/New_York") || !slices.Contains(zones, "Asia/Tokyo") {
		t.Errorf("offered are %v", zones)
	}
}

// TestDaysAndQuietHoursAreOfferedInTheReadersLanguage, and what is typed in it finds them; what is sent for a choice can be read.
func TestDaysAndQuietHoursAreOfferedInTheReadersLanguage(t *testing.T) {
	d, _ := newDesk(t)
	for _, c := range []struct{ name, sub, option, locale, typed, want string }{
		{"digest", "set", "days", "de", "Mitt", "Mittwoch=wed"}, {"digest", "set", "days", "de", "werk", "werktags=weekdays"}, {"digest", "set", "days", "fr", "jeudi", "jeudi=thu"},
		{"digest", "set", "days", "en-GB", "wed", "Wednesday=wed"}, {"digest", "set", "days", "de", "thu", "Donnerstag=thu"}, {"digest", "set", "days", "de", "mo,mi", "Montag und Mittwoch=mon,wed"},
		{"digest", "set", "days", "es-ES", "lunes a viernes", "días laborables=mon-fri"}, {"settings", "", "quiet", "de", "au", "aus=off"}, {"settings", "", "quiet", "uk", "off", "вимкнено=off"},
	} {
		in := admin(c.name, c.sub, map[string]string{c.option: c.typed})
		in.Focused, in.Locale = c.option, c.locale
		offered, err := commandNamed(t, d, c.name).Complete(t.Context(), in)
		if err != nil || len(offered) != 1 || offered[0].Name+"="+offered[0].Value != c.want {
			t.Errorf("%s: %q offers %v, %v", c.locale, c.typed, offered, err)
		}
	}
	for _, l := range append(languages.Others(), languages.Language{}) {
		in := admin("digest", "set", nil)
		in.Focused, in.Locale = "days", l.Tag()
		offered, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
		if err != nil || len(offered) != 10 {
			t.Fatalf("%v, %v", offered, err)
		}
		for _, c := range offered {
			sent, err := scheduler.ParseDays(c.Value)
			if said, wrong := scheduler.ParseDays(c.Name); err != nil || wrong != nil || sent != said {
				t.Errorf("%s stands for %s: %v, %v", c.Name, c.Value, err, wrong)
			}
		}
		in = admin("settings", "", map[string]string{"quiet": l.Text("quiet.off")})
		in.Locale = l.Tag()
		if _, err := commandNamed(t, d, "settings").Handle(t.Context(), in); err != nil {
			t.Errorf("%s ends no quiet hours: %v", l.Text("quiet.off"), err)
		}
	}
}

// TestEveryExpressionThatIsOfferedCanBeUsed and says what it means.
func TestEveryExpressionThatIsOfferedCanBeUsed(t *testing.T) {
	d, _ := newDesk(t)
	offered := func(typed string) []command.Choice {
		in := admin("digest", "set", map[string]string{"cron": typed})
		in.Focused = "cron"
		choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return choices
	}
	all := offered("")
	if len(all) < 8 || len(all) > 25 {
		t.Fatalf("%d expressions are offered", len(all))
	}
	for _, c := range all {
		if _, err := scheduler.ParseCron(c.Value); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(c.Name, c.Value+" — ") || len([]rune(c.Name)) > 100 {
			t.Errorf("%q does not say what %q means", c.Name, c.Value)
		}
	}
	if list := offered("monday to fri"); len(list) == 0 || list[0].Value != "0 7 * * 1-5" {
		t.Errorf("for words: %v", list)
	}
	if list := offered("5 7 * * 2"); len(list) != 1 || list[0].Value != "5 7 * * 2" {
		t.Errorf("for an expression of one's own: %v", list)
	}
	if list := offered("* * * * *"); len(list) != 0 {
		t.Errorf("for one that cannot be used: %v", list)
	}
}

// TestAnAdminSeesByWhenASpreadDigestIsPosted, and nothing of it where nothing is spread.
func TestAnAdminSeesByWhenASpreadDigestIsPosted(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv, Spread: time.Hour})
	seven := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	spread := scheduler.Spread("g", time.Hour)
	if spread == 0 {
		t.Fatal("this guild happens to be the first: choose another")
	}
	by := fmt.Sprintf("<t:%d:F> · <t:%d:R>, posted by <t:%d:t>", seven.Unix(), seven.Unix(), seven.Add(spread).Truncate(time.Minute).Unix()+60)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})), by)
	contains(t, run(t, d, admin("digest", "show", nil)), by)
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"empty": "quiet"})), by)
	if at, _, err := kv.NextDue(t.Context()); err != nil || !at.Equal(seven.Add(spread)) {
		t.Errorf("due at %v (%v), not %v after seven", at, err, spread)
	}
	d, _ = newDesk(t)
	if text := run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})); strings.Contains(text, "posted by") {
		t.Error(text)
	}
}

// TestADigestIsQuietWhenNothingIsNewUnlessAnAdminChoseOtherwise.
func TestADigestIsQuietWhenNothingIsNewUnlessAnAdminChoseOtherwise(t *testing.T) {
	for chosen, quiet := range map[string]bool{"": true, "quiet": true, "say": false} {
		d, _ := newDesk(t)
		text := run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "empty": chosen}))
		if g := digestsOf(t, d)[0]; g.Quiet != quiet || strings.Contains(text, "says so when there is nothing new") == quiet {
			t.Errorf("empty:%s: quiet %v\n%s", chosen, g.Quiet, text)
		}
	}
}

// TestLookingWhereAlertsGoChangesNothing: only an option does.
func TestLookingWhereAlertsGoChangesNothing(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	alerts := func(options map[string]string) string { return run(t, d, admin("digest", "alerts", options)) }
	contains(t, alerts(nil), "in a direct message", "`channel` chooses")
	contains(t, alerts(map[string]string{"channel": "staff"}), "I say so in <#staff>", "allow me View Channel and Send Messages")
	for _, look := range []map[string]string{nil, {"direct": "false"}} {
		contains(t, alerts(look), "I say so in <#staff>", "`direct`")
	}
	contains(t, alerts(map[string]string{"channel": "other", "direct": "true"}), "not to both")
	contains(t, alerts(nil), "<#staff>")
	mute := admin("digest", "alerts", map[string]string{"channel": "c"})
	mute.AppPermissions = discordgo.PermissionViewChannel
	contains(t, run(t, d, mute), "I may not post in <#c>", "there I lack Send Messages")
	contains(t, alerts(nil), "<#staff>")
	contains(t, alerts(map[string]string{"direct": "true"}), "in a direct message")
	contains(t, alerts(nil), "in a direct message")
}

// Ensure a zone is taken as people type it, an unclear one is asked about, and the reply tells the time that it is there.
func TestDigestZoneAsTyped(t *testing.T) {
	d, _ := newDesk(t)
	set := func(zone string) string {
		return run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": zone}))
	}
	contains(t, set("India"), "Digest set", "Asia/Kolkata", "now.")
	for zone, offered := range map[string]string{"EST": "America/New_York", "+5:30": "Asia/Kolkata"} {
		if a := set(zone); strings.Contains(a, "Digest set") || !strings.Contains(a, offered) {
			t.Errorf("%s: %s, want %s to be offered and nothing set", zone, a, offered)
		}
	}
	contains(t, run(t, d, admin("digest", "set", map[string]string{"cron": "0 9 * * 1 — every Monday at 09:00", "zone": "Mumbai"})), "every Monday at 09:00", "Asia/Kolkata")
	odd := map[string]string{"cron": "0 9 1-7 * 1", "zone": "UTC"}
	contains(t, run(t, d, admin("digest", "set", odd)), "day 1–7 of the month, and every Monday as well, at 09:00", "either is enough")
	for _, g := range digestsOf(t, d) {
		if strings.Contains(g.Timetable, "1-7") {
			odd["digest"], odd["cron"] = g.ID, "0 9 8-14 * 1"
		}
	}
	contains(t, run(t, d, admin("digest", "edit", odd)), "day 8–14", "either is enough")
	if text := run(t, d, admin("digest", "set", map[string]string{"cron": "0 11 */2 * 1", "zone": "UTC"})); strings.Contains(text, "either") {
		t.Error(text)
	}
	contains(t, set("Etc/GMT-11"), ", UTC+11", "in UTC+11 now.")
	contains(t, run(t, d, admin("settings", "", nil)), "UTC+11")
	for _, choice := range digest.CompleteZone("Etc/GMT-1", now) {
		if want := strings.Replace(choice.Value, "Etc/GMT-", "UTC+", 1); !strings.HasPrefix(choice.Name, want) {
			t.Errorf("%s is offered as %s", choice.Value, choice.Name)
		}
	}
	in := admin("digest", "set", map[string]string{"zone": "+2"})
	in.Focused = "zone"
	choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
	if err != nil || len(choices) == 0 {
		t.Fatalf("+2 offers %v, %v", choices, err)
	}
	for _, choice := range choices {
		if strings.HasPrefix(choice.Value, "Etc/") {
			t.Errorf("+2 offers %s", choice.Value)
		}
	}
}

// TestADigestIsMeantByItsTime rather than one that runs every hour.
func TestADigestIsMeantByItsTime(t *testing.T) {
	d, _ := newDesk(t)
	for _, options := range []map[string]string{{"cron": "0 * * * *"}, {"time": "19:00"}, {"cron": "0 */2 * * *"}, {"time": "8:00"}} {
		options["zone"] = "UTC"
		contains(t, run(t, d, admin("digest", "set", options)), "Digest set")
	}
	for typed, want := range map[string]string{"19:00": "every day at 19:00, UTC", "8": "every day at 08:00, UTC", "7": "every hour, UTC"} {
		text := run(t, d, admin("digest", "show", map[string]string{"digest": typed}))
		contains(t, text, want)
		if strings.Contains(text, "Which digest?") {
			t.Errorf("%s: %s", typed, text)
		}
	}
	contains(t, run(t, d, admin("digest", "show", map[string]string{"digest": "10"})), "Which digest?")
}

// TestATimeIsTypedWithAllThatBelongsToIt: several times, and the zone behind them; a zone that may be several is asked about.
func TestATimeIsTypedWithAllThatBelongsToIt(t *testing.T) {
	d, _ := newDesk(t)
	set := func(options map[string]string) string { return run(t, d, admin("digest", "set", options)) }
	for typed, want := range map[string]string{
		"7:00 and 18:00": "07:00 and 18:00", "every 2 hours": "00:00, 02:00, … 22:00", "7:30 Paris time": "Paris time", "weekdays at 7:45 in Gelsenkirchen": "Berlin time",
		"mon 6:30 +2": "can mean several time zones", "7:30 EST": "America/New_York", "7:30 on the moon": "cannot be read",
	} {
		contains(t, set(map[string]string{"time": typed}), want)
	}
	for typed, want := range map[string]string{ // each with the three runs that come next; it is Monday, six o'clock
		"weekends at half past seven": "<t:1772868600:F> · <t:1772868600:R>\n-# then <t:1772955000:f> · <t:1773473400:f>",
		"7:00 and 18:30":              "set one for each time", "every 5 hours": "every 1, 2, 3, 4, 6, 8 or 12 hours", "every other day at 8": "Name the days", "in the morning": "names no hour",
		"not sunday at 7": "then <t:1772521200:f>", "8pm Kyiv time": "Kyiv time",
	} {
		fresh, _ := newDesk(t)
		contains(t, run(t, fresh, admin("digest", "set", map[string]string{"time": typed})), want)
	}
	contains(t, set(map[string]string{"time": "8 and 17", "days": "weekdays", "zone": "Bochum"}), "weekdays", "Berlin time")
	contains(t, set(map[string]string{"time": "8 and 17", "days": "someday"}), "someday")
	contains(t, run(t, d, admin("digest", "pause", map[string]string{"digest": "17:00"})), "Digest paused", "weekdays at 08:00 and 17:00")
	contains(t, run(t, d, admin("digest", "pause", map[string]string{"digest": "17:05"})), "no such digest")
}
