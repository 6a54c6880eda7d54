package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/bot"
	"lede/commands/command"

	"github.com/bwmarrin/discordgo"
)

// askers are people as Discord describes them: a member, the writer of a direct message, somebody who added the bot for
// themselves, and each of these as Discord leaves out parts or sends null on a bad day.
var askers = []string{
	`"guild_id":"10","member":{"user":{"id":"%d"},"permissions":"32"}`,
	`"user":{"id":"%d"},"context":1`,
	`"guild_id":"10","user":{"id":"%d"}`,
	`"guild_id":null,"member":null,"user":{"id":"%d"},"context":2,"authorizing_integration_owners":{"1":"%[1]d"}`,
	`"guild_id":"10","member":{"permissions":"32","nick":"%d"}`,
	`"guild_id":"10","member":{"user":{"id":"%d"},"permissions":"32"},"authorizing_integration_owners":null,"entitlements":null,"locale":null,"app_permissions":null,"channel":null`,
}

// strange are option values of any type.
var strange = []string{`"x"`, `""`, `-1`, `1e20`, `true`, `null`, `{}`, `[]`, `"99999999999999999999"`, `"\u0000\ud800"`, `"<#30>"`, `"` + strings.Repeat("a", 6000) + `"`}

// TestOddInputIsNeverAFaultOfLedes: each command and subcommand with options of other types, without options, with
// unknown ones, and in completion; buttons and forms of another version, and forms without their fields. All are answered, and
// none as a fault of ours.
func TestOddInputIsNeverAFaultOfLedes(t *testing.T) {
	f := newFake(t)
	f.Lax()
	list, dm := realCommands(t)
	b := f.start(bot.Options{Commands: list, DM: dm, Workers: 8})
	n := 0
	send := func(kind int, data string, args ...any) {
		n++ // picks the asker, so that a value does not always come from the same one
		raw := fmt.Sprintf(`{"id":"%d","application_id":"600","type":%d,"token":"tok%[1]d","channel_id":"30",%[3]s,"data":%[4]s}`,
			900_000+n, kind, fmt.Sprintf(askers[(n+n/len(askers))%len(askers)], 7000+n), fmt.Sprintf(data, args...))
		if !json.Valid([]byte(raw)) {
			t.Fatal(raw)
		}
		f.Dispatch("INTERACTION_CREATE", raw)
		if n%50 == 0 { // or somebody would be told to wait
			eventually(t, "answers", func() bool { return sum(b.Stats().Interactions) >= uint64(n) })
		}
	}
	given := func(options []*discordgo.ApplicationCommandOption, value string, focused bool) string {
		var out []string
		for i, o := range options {
			out = append(out, fmt.Sprintf(`{"name":%q,"type":3,"value":%s,"focused":%v}`, o.Name, value, focused && i == 0))
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	const gone = `{"name":"gone","type":3,"value":"x","focused":true}`
	for which, c := range list {
		name := c.Definition.Name
		if name == "panic" {
			continue
		}
		subs := map[string][]*discordgo.ApplicationCommandOption{"": c.Definition.Options}
		for _, o := range c.Definition.Options {
			if o.Type == discordgo.ApplicationCommandOptionSubCommand {
				delete(subs, "")
				subs[o.Name] = o.Options
			}
		}
		for sub, options := range subs {
			wrap, id := `{"name":%q,"type":1,"options":%s}`, name
			if sub != "" {
				wrap, id = `{"name":%q,"type":1,"options":[{"name":"`+sub+`","type":1,"options":%s}]}`, name+"/"+sub
			}
			values := strange
			if len(options) == 0 {
				values = strange[:1] // which is not sent
			}
			for _, value := range values {
				send(2, wrap, name, given(options, value, false))
				send(4, wrap, name, given(options, value, true))
			}
			for _, kind := range []int{2, 4} {
				send(kind, wrap, name, `null`)
				send(kind, wrap, name, "["+gone+"]")
			}
			for i, tail := range []string{"", "?", "?id=gone", "?id=%00", "?article=gone&page=x&of=y", "?page=-5", "?page=9999999999999999999", "?step=99&time=x", "/gone?x=y", "?about=%zz"} {
				send(3, `{"component_type":2,"custom_id":%q}`, id+tail)
				switch (i + which) % 3 { // a different one for each command
				case 0:
					send(3, `{"component_type":3,"custom_id":%q,"values":[null,"x"]}`, id+tail)
				case 1:
					send(5, `{"custom_id":%q,"components":[]}`, id+tail)
				case 2:
					send(5, `{"custom_id":%q,"components":[{"type":18,"component":{"type":21,"custom_id":"when","value":null}},{"type":1},null]}`, id+tail)
				}
			}
		}
	}
	eventually(t, "answers", func() bool { return sum(b.Stats().Interactions) >= uint64(n) })
	if s := b.Stats(); s.Interactions["apology"]+s.Interactions["dropped"] > 0 || s.Interactions["problem"] == 0 {
		t.Errorf("of %d: %+v", n, s.Interactions)
	}
	for _, line := range strings.Split(f.log.String(), "\n") {
		if strings.Contains(line, "outcome=apology") {
			t.Error(line)
		}
	}
}

// TestNoLineOfTheLogIsLong: whatever Discord sends as names, and as numbers in place of ids.
func TestNoLineOfTheLogIsLong(t *testing.T) {
	const longest = 1000
	long, digits := strings.Repeat("Ω ", 10_000), strings.Repeat("9", 20_000)
	f := newFake(t)
	f.Lax()
	refuses := saying("open", command.Public, "Hello")
	refuses.Complete = func(context.Context, command.Input) ([]command.Choice, error) { return nil, errors.New("refused") }
	b := f.start(bot.Options{Commands: []command.Command{refuses}})
	f.Dispatch("READY", `{"v":10,"session_id":"s2","user":{"id":"500","username":"`+long+`"},"application":{"id":"600"},"guilds":[]}`)
	f.Dispatch("APPLICATION_COMMAND_PERMISSIONS_UPDATE", `{"guild_id":`+digits+`}`)
	f.Dispatch("GUILD_DELETE", `{"id":"`+digits+`"}`)
	for n, kind := range []int{2, 4, 5} {
		f.Dispatch("INTERACTION_CREATE", fmt.Sprintf(`{"id":"%d","application_id":"600","type":%d,"token":"t%[1]d","guild_id":"10","member":{"user":{"id":"20"}},
			"data":{"name":"open","custom_id":%[3]q,"options":[{"name":%[3]q,"type":3,"value":%[3]q,"focused":true}]}}`, 800+n, kind, long))
	}
	eventually(t, "answers", func() bool { return sum(b.Stats().Interactions) == 3 })
	for line := range strings.SplitSeq(f.log.String(), "\n") {
		if len(line) > longest {
			t.Errorf("%d bytes: %.200s", len(line), line)
		}
	}
}
