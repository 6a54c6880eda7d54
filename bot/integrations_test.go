package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

const rulesPath = "GET /applications/600/guilds/10/commands/permissions"

// ruledBot is a bot whose server 10 has these rules, as JSON. The command digest has the id 71, who has 72.
func ruledBot(t *testing.T, rules string) (*Bot, *scripted) {
	t.Helper()
	s := &scripted{lines: map[string]string{
		rulesPath:                        rules,
		"GET /applications/600/commands": `200 [{"id":"70","name":"help"},{"id":"71","name":"digest"},{"id":"72","name":"who"}]`,
	}}
	b := s.bot(t)
	kv := store.NewMemory(nil)
	t.Cleanup(func() { kv.Close() })
	for _, c := range commands.All(desk.New(desk.Options{Store: kv})) {
		b.router.byName[c.Definition.Name] = c
	}
	return b, s
}

// acting is an interaction of person 20, who has the role 55, in channel 30 of server 10.
func acting(t *testing.T, kind int, command, permissions, more string) *interaction {
	t.Helper()
	raw := fmt.Sprintf(`{"id":"1","application_id":"600","type":%d,"token":"tok","guild_id":"10","channel_id":"30","app_permissions":"2048",
		"member":{"user":{"id":"20"},"permissions":%q,"roles":["55"]},"data":{"name":%q,"custom_id":%q}%s}`, kind, permissions, command, command, more)
	it, err := decodeInteraction([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return &it
}

func permitted(t *testing.T, b *Bot, it *interaction) (command.Input, error) {
	t.Helper()
	cmd, in, err := b.router.find(it)
	if it.Type == kindComplete {
		in, _ = it.input()
		cmd, err = b.router.byName[in.Command], nil
	}
	if err != nil {
		t.Fatal(err)
	}
	err = b.router.permit(t.Context(), it, cmd, &in)
	return in, err
}

// TestWhatAServerAllowsUnderIntegrations: the rules of a command come before the application's, and those for a person before
// those for roles and for everybody. Only a command's own rules can allow more than Manage Server does.
func TestWhatAServerAllowsUnderIntegrations(t *testing.T) {
	const nobody, manager, admin = "0", "32", "8"
	on := func(id, rules string) string {
		return `200 [{"id":"` + id + `","application_id":"600","guild_id":"10","permissions":[` + rules + `]}]`
	}
	both := func(command, all string) string {
		return `200 [{"id":"71","permissions":[` + command + `]},{"id":"600","permissions":[` + all + `]}]`
	}
	rule := func(kind int, id string, allowed bool) string {
		return fmt.Sprintf(`{"type":%d,"id":%q,"permission":%v}`, kind, id, allowed)
	}
	const yes, refused, forbidden = "", "commands.admins-only", "bot.not-allowed"
	for name, c := range map[string]struct {
		rules, command, permissions string
		want                        string // the problem's code
	}{
		"nothing is ruled":                       {`200 []`, "digest", nobody, refused},
		"nothing is ruled, a manager":            {`200 []`, "digest", manager, yes},
		"nothing is ruled, for everybody":        {`200 []`, "who", nobody, yes},
		"a role is allowed":                      {on("71", rule(ruleRole, "55", true)), "digest", nobody, yes},
		"another role is allowed":                {on("71", rule(ruleRole, "56", true)), "digest", nobody, refused},
		"the person is allowed":                  {on("71", rule(rulePerson, "20", true)), "digest", nobody, yes},
		"the person is, the role is not":         {on("71", rule(ruleRole, "55", false)+","+rule(rulePerson, "20", true)), "digest", nobody, yes},
		"the role is, the person is not":         {on("71", rule(ruleRole, "55", true)+","+rule(rulePerson, "20", false)), "digest", manager, forbidden},
		"one role is, another is not":            {on("71", rule(ruleRole, "55", true)+","+rule(ruleRole, "10", false)), "digest", nobody, yes},
		"everybody is allowed":                   {on("71", rule(ruleRole, "10", true)), "digest", nobody, yes},
		"nobody is allowed, a manager":           {on("71", rule(ruleRole, "10", false)), "digest", manager, forbidden},
		"nobody is allowed, an administrator":    {on("71", rule(ruleRole, "10", false)), "digest", admin, yes},
		"for everybody, but not this role":       {on("72", rule(ruleRole, "55", false)), "who", nobody, forbidden},
		"the application: a role is allowed":     {on("600", rule(ruleRole, "55", true)), "digest", nobody, refused},
		"the application: not this role":         {on("600", rule(ruleRole, "55", false)), "who", nobody, forbidden},
		"the application: no, the command: yes":  {both(rule(ruleRole, "55", true), rule(ruleRole, "10", false)), "digest", nobody, yes},
		"not in this channel":                    {on("71", rule(ruleChannel, "30", false)), "digest", manager, forbidden},
		"in no channel":                          {on("71", rule(ruleChannel, "9", false)), "digest", manager, forbidden},
		"in no channel but this":                 {on("71", rule(ruleChannel, "9", false)+","+rule(ruleChannel, "30", true)), "digest", manager, yes},
		"in another channel not":                 {on("71", rule(ruleChannel, "31", false)), "digest", manager, yes},
		"not in the channel of the thread":       {on("71", rule(ruleChannel, "29", false)), "digest", manager, forbidden},
		"the application: not in this channel":   {on("600", rule(ruleChannel, "30", false)), "who", nobody, forbidden},
		"application no, command yes, a channel": {both(rule(ruleChannel, "30", true), rule(ruleChannel, "9", false)), "digest", manager, yes},
		"they cannot be read":                    {`500 `, "digest", nobody, refused},
		"they cannot be read, a manager":         {`403 {"code":50001,"message":"Missing Access"}`, "digest", manager, yes},
		"they cannot be read, for everybody":     {`500 `, "who", nobody, yes},
	} {
		b, _ := ruledBot(t, c.rules)
		for _, kind := range []int{kindComponent, kindForm, kindComplete} {
			_, err := permitted(t, b, acting(t, kind, c.command, c.permissions, `,"channel":{"type":11,"parent_id":"29"}`))
			var p *problem.Problem
			if code := ""; errors.As(err, &p) != (c.want != "") || p != nil && p.Code != c.want {
				t.Errorf("%s, kind %d: %v %s, want %q", name, kind, err, code, c.want)
			}
		}
		// Discord has already checked what is typed, so only the rules that may have let it through are looked up
		_, err := permitted(t, b, acting(t, kindCommand, c.command, c.permissions, `,"channel":{"type":11,"parent_id":"29"}`))
		if wrong := (err != nil) != (c.want == refused); wrong && c.want != forbidden {
			t.Errorf("%s, typed: %v", name, err)
		}
	}
}

func TestRulesAreReadOnceAndForgottenWhenTheyChange(t *testing.T) {
	b, s := ruledBot(t, `200 []`)
	asked := func() (n int) {
		for _, path := range s.asked {
			if path == rulesPath {
				n++
			}
		}
		return n
	}
	press := func() error {
		_, err := permitted(t, b, acting(t, kindComponent, "digest", "0", ""))
		return err
	}
	for range 5 {
		if press() == nil {
			t.Fatal("allowed without a rule")
		}
	}
	if asked() != 1 {
		t.Errorf("asked %d times", asked())
	}
	s.lines[rulesPath] = `200 [{"id":"71","permissions":[{"type":1,"id":"55","permission":true}]}]`
	if press() == nil {
		t.Error("what was read is not remembered")
	}
	if err := b.rulesChanged([]byte(`{"id":"71","guild_id":"10","application_id":"600","permissions":[]}`)); err != nil {
		t.Fatal(err)
	}
	if err := press(); err != nil || asked() != 2 {
		t.Errorf("after the change: %v, asked %d times", err, asked())
	}
	if b.rulesChanged([]byte(`[`)) == nil {
		t.Error("an event that cannot be read is no error")
	}
}

// TestTheRulesOfManyServersAreForgotten: so that they take a few megabytes at most.
func TestTheRulesOfManyServersAreForgotten(t *testing.T) {
	var g integrations
	for guild := range 300 {
		s := g.of(fmt.Sprint(guild), func(s *serverRules) { close(s.ready) })
		s.n = 1500 // the most rules that fifteen commands may have
		g.n += s.n
	}
	if g.n > maxRules+1500 || len(g.servers) == 0 || len(g.servers) > 100 {
		t.Errorf("%d rules of %d servers are remembered", g.n, len(g.servers))
	}
	g.forget("299")
	if _, known := g.servers["299"]; known || g.n < 0 {
		t.Errorf("not forgotten: %d rules", g.n)
	}
}

// TestSlowRulesHoldUpNobody: the three seconds are running.
func TestSlowRulesHoldUpNobody(t *testing.T) {
	b, _ := ruledBot(t, `200 []`)
	b.router.rules.servers = map[string]*serverRules{"10": {until: time.Now().Add(time.Minute), ready: make(chan struct{})}}
	b.router.timing.Claim = 10 * time.Millisecond
	for permissions, want := range map[string]bool{"0": false, "32": true} {
		if _, err := permitted(t, b, acting(t, kindComponent, "digest", permissions, "")); (err == nil) != want {
			t.Errorf("with the permissions %s: %v", permissions, err)
		}
	}
}

// TestNothingOfAServerIsToldWhereTheBotIsNot: somebody who added the bot for themselves may manage a server that it is not in.
func TestNothingOfAServerIsToldWhereTheBotIsNot(t *testing.T) {
	for owners, here := range map[string]bool{`{"0":"10"}`: true, `{"0":"10","1":"20"}`: true, `{"1":"20"}`: false, `{"0":"0","1":"20"}`: false, `{}`: true} {
		b, s := ruledBot(t, `200 []`)
		for _, sub := range []string{"export", "erase", "import"} {
			it := acting(t, kindCommand, "server-data", "40", `,"authorizing_integration_owners":`+owners)
			it.Data.Options = []option{{Name: sub, Type: optionSub, Options: []option{{Name: "confirm", Value: json.RawMessage(`"erase"`)}}}}
			_, in, err := b.router.find(it)
			if err != nil || in.Absent == here {
				t.Fatalf("%s: absent %v, %v", owners, in.Absent, err)
			}
			_, err = b.router.byName["server-data"].Handle(t.Context(), in)
			var p *problem.Problem
			if absent := errors.As(err, &p) && p.Code == "commands.not-in-server"; absent == here {
				t.Errorf("%s, %s: %v", owners, sub, err)
			}
		}
		if len(s.asked) > 0 {
			t.Errorf("%s: asked %q", owners, s.asked)
		}
	}
	it := acting(t, kindCommand, "data", "32", "")
	if _, in, _ := (&router{byName: map[string]command.Command{"data": {Definition: &discordgo.ApplicationCommand{}}}}).find(it); in.Absent {
		t.Error("where Discord does not say, the bot is taken to be there")
	}
}

// TestAGroupIsToldFromADirectMessage: in a group others see what is answered.
func TestAGroupIsToldFromADirectMessage(t *testing.T) {
	for place, group := range map[string]bool{`"context":2`: true, `"context":1`: false, `"version":1`: false, `"context":2,"guild_id":"10"`: false} {
		it, err := decodeInteraction([]byte(`{"id":"1","application_id":"600","type":2,"token":"tok","channel_id":"30","user":{"id":"20"},"data":{"name":"summary"},` + place + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if in, _ := it.input(); in.Group != group {
			t.Errorf("%s: a group is %v", place, in.Group)
		}
	}
}

func TestResolvedChannelsRolesAndFilesAreRead(t *testing.T) {
	it := acting(t, kindCommand, "digest", "32", `,"attachment_size_limit":524288000`)
	raw := `{"channels":{"31":{"type":0,"app_permissions":"3072"},"32":{"type":5}},"roles":{"55":{"mentionable":true},"56":{"mentionable":false}}}`
	if err := json.Unmarshal([]byte(raw), &it.Data.Resolved); err != nil {
		t.Fatal(err)
	}
	in, _ := it.input()
	if here, told := in.AppPermissionsIn["30"]; here != 2048 || !told {
		t.Errorf("here: %d, %v", here, told)
	}
	it.AppPermissions = ""
	if unsaid, _ := it.input(); len(unsaid.AppPermissionsIn) != 1 {
		t.Errorf("what Discord does not say is told: %v", unsaid.AppPermissionsIn)
	}
	_, told := in.AppPermissionsIn["32"]
	if in.AppPermissionsIn["31"] != 3072 || told || !in.Mentionable["55"] || in.Mentionable["56"] || len(in.Mentionable) != 2 || in.UploadLimit != 524288000 {
		t.Errorf("%+v", in)
	}
	for typed, want := range map[string]int64{"8": 8, "-1": 0, "x": 0, "": 0, "9223372036854775807": 1<<63 - 1, "18446744073709551615": 0} {
		if got := permissions(typed); got != want {
			t.Errorf("permissions(%q) = %d, want %d", typed, got, want)
		}
	}
}

func TestCompletionTellsNothingToThoseWhoMayNotUseTheCommand(t *testing.T) {
	for name, c := range map[string]struct {
		rules, permissions string
		asked              bool
	}{
		"a member":                   {`200 []`, "0", false},
		"a manager":                  {`200 []`, "32", true},
		"a member who was allowed":   {`200 [{"id":"71","permissions":[{"type":1,"id":"55","permission":true}]}]`, "0", true},
		"a manager who was not":      {`200 [{"id":"71","permissions":[{"type":2,"id":"20","permission":false}]}]`, "32", false},
		"a member, with “-1” as all": {`200 []`, "-1", false},
	} {
		b, _ := ruledBot(t, c.rules)
		asked := false
		digest := b.router.byName["digest"]
		digest.Complete = func(context.Context, command.Input) ([]command.Choice, error) {
			asked = true
			return nil, nil
		}
		b.router.byName["digest"] = digest
		b.router.complete(t.Context(), acting(t, kindComplete, "digest", c.permissions, ""), time.Now())
		if asked != c.asked {
			t.Errorf("%s: the command was asked: %v", name, asked)
		}
	}
}

// TestWhoActedIsReadWhereverItIs: as a member, as a user, or half as each.
func TestWhoActedIsReadWhereverItIs(t *testing.T) {
	for raw, want := range map[string]command.Person{
		`"member":{"user":{"id":"20","username":"sam"},"nick":"Sam"}`:                      {ID: "20", Name: "Sam"},
		`"user":{"id":"21","username":"robin"}`:                                            {ID: "21", Name: "robin"},
		`"member":null,"user":{"id":"21","username":"robin"}`:                              {ID: "21", Name: "robin"},
		`"member":{"permissions":"32","nick":"Sam"},"user":{"id":"21","username":"robin"}`: {ID: "21", Name: "Sam"},
	} {
		it, err := decodeInteraction([]byte(`{"id":"1","type":2,"token":"tok","guild_id":"10",` + raw + `}`))
		if err != nil || it.person() != want {
			t.Errorf("%s: %+v, %v", raw, it.person(), err)
		}
	}
}
