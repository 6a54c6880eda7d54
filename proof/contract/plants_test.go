package contract_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/proof/contract"
)

type object = map[string]any

const (
	callback = "/api/v10/interactions/10/tok/callback"
	channel  = "/api/v10/channels/10/messages"
	scope    = "/api/v10/applications/10/commands"
)

func long(n int) string { return strings.Repeat("ß", n) }

func times(n int, f func(i int) any) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func display(text string) object { return object{"type": 10, "content": text} }

func press(id string, more object) object {
	o := object{"type": 2, "style": 2, "label": "Press", "custom_id": id}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func row(inside ...any) object { return object{"type": 1, "components": inside} }

func selection(options ...any) object {
	return object{"type": 3, "custom_id": "s", "options": options}
}

func choice(v string) any { return object{"label": "Label " + v, "value": v} }

// v2 is a message of these components.
func v2(components ...any) object {
	return object{"flags": 1 << 15, "components": components, "allowed_mentions": object{"parse": []any{}}}
}

func answer(kind int, data object) object { return object{"type": kind, "data": data} }

func modal(fields ...any) object {
	return object{"custom_id": "m", "title": "A form", "components": fields}
}

func field(id string, more object) object {
	o := object{"type": 4, "custom_id": id, "style": 1}
	for k, v := range more {
		o[k] = v
	}
	return object{"type": 18, "label": "Field", "component": o}
}

func slash(name string, options ...any) object {
	return object{"type": 1, "name": name, "description": "What it does", "options": options}
}

func option(kind int, name string, more object) object {
	o := object{"type": kind, "name": name, "description": "Which one"}
	for k, v := range more {
		o[k] = v
	}
	return o
}

// plant is a correct request, or one that Discord would refuse, with part of the message for it.
type plant struct {
	name, method, path string
	body               any
	want               string // "" when it is fine
	lint               bool   // found without the description too
}

func plants() []plant {
	text := display("News")
	good := []plant{
		{"a message of V2", "POST", channel, v2(object{"type": 17, "components": []any{text, object{"type": 14},
			object{"type": 9, "components": []any{text}, "accessory": press("a", nil)}, row(press("b", nil)), row(selection(choice("1")))}}), "", true},
		{"an old message", "POST", channel, object{"content": "Hello", "nonce": "n", "enforce_nonce": true}, "", true},
		{"a link", "POST", channel, v2(row(object{"type": 2, "style": 5, "label": "Open", "url": "https://example.org/a?b=c"})), "", true},
		{"a deferral", "POST", callback, answer(5, object{"flags": 64}), "", true},
		{"a deferred update", "POST", callback, object{"type": 6}, "", true},
		{"a form", "POST", callback, answer(9, modal(field("a", nil), field("b", nil))), "", true},
		{"no choices", "POST", callback, answer(8, object{"choices": []any{}}), "", true},
		{"commands", "PUT", scope, []any{slash("a", option(3, "b", object{"required": true, "autocomplete": true}), option(4, "c", nil)),
			object{"type": 1, "name": "d", "description": "x", "default_member_permissions": "32", "contexts": []any{0}}}, "", true},
		{"an edit", "PATCH", "/api/v10/webhooks/10/tok/messages/@original", object{"components": []any{text}}, "", true},
		{"a thread in a forum", "POST", "/api/v10/channels/10/threads", object{"name": "News", "message": v2(text)}, "", true},
	}
	return append(append(append(good, badMessages()...), badComponents()...), badCommands()...)
}

func badMessages() []plant {
	text := display("News")
	post := func(name string, body object, want string, lint bool) plant {
		return plant{name, "POST", channel, body, want, lint}
	}
	return []plant{
		post("content of 2001", object{"content": long(2001)}, "2001 characters", true),
		{"content of 2001 in an answer", "POST", callback, answer(4, object{"content": long(2001)}), "2001 characters", true},
		post("embeds of 6001", object{"embeds": []any{object{"description": long(4000)}, object{"description": long(2001)}}}, "6001 characters over all embeds", true),
		post("eleven embeds", object{"embeds": times(11, func(int) any { return object{"title": "x"} })}, "maxItems", false),
		post("a title of 257", object{"embeds": []any{object{"title": long(257)}}}, "maxLength", false),
		post("a field without a value", object{"embeds": []any{object{"fields": []any{object{"name": "x", "value": " "}}}}}, "value: is empty", true),
		post("an empty message", object{}, "empty", true),
		post("a message of white space", object{"content": " \n"}, "empty", true),
		post("V2 without its flag", object{"components": []any{text}}, "without the flag", true),
		post("content beside V2", object{"flags": 1 << 15, "components": []any{text}, "content": "x"}, "content beside", true),
		post("empty content beside V2", object{"flags": 1 << 15, "components": []any{text}, "content": ""}, "content beside", true),
		post("embeds beside V2", object{"flags": 1 << 15, "components": []any{text}, "embeds": nil}, "embeds beside", true),
		post("41 components", v2(times(41, func(int) any { return text })...), "41 components", true),
		post("41 components, nested", v2(object{"type": 17, "components": times(20, func(i int) any { return row(press(fmt.Sprint(i), nil)) })}), "41 components", true),
		post("4001 characters of text", v2(display(long(4000)), display("x")), "4001 characters of text", true),
		post("a text of 4001", v2(display(long(4001))), "4001 characters", true),
		post("a text cut within a character", v2(display("Zür\xc3")), "U+FFFD", true),
		post("a text of nothing", v2(display(" ")), "empty", true),
		post("a nonce of 26", object{"content": "x", "nonce": strings.Repeat("n", 26)}, "nonce", true),
		post("enforcing no nonce", object{"content": "x", "enforce_nonce": true}, "without a nonce", true),
		post("a misspelt field", object{"content": "x", "allowed_mention": object{"parse": []any{}}}, "additional", false),
		post("a strange mention", object{"content": "x", "allowed_mentions": object{"parse": []any{"all"}}}, "at '", false),
		post("six rows", object{"content": "x", "components": times(6, func(i int) any { return row(press(fmt.Sprint(i), nil)) })}, "more than 5 rows", true),
		{"a style that no button has", "POST", channel, v2(row(object{"type": 2, "style": 99, "label": "x", "custom_id": "a"})), "/style'", false},
		{"a component that is none", "POST", channel, v2(object{"type": 99}), "must be one of", false},
		{"a route that is not there", "POST", "/api/v10/channels/10/message", object{"content": "x"}, "no such operation", false},
		{"an id that is none", "POST", "/api/v10/channels/general/messages", object{"content": "x"}, "no such operation", false},
		{"no parameter", "GET", channel, nil, "", false},
		{"a parameter that is not there", "GET", channel + "?count=5", nil, "no parameter count", false},
		{"no body", "POST", channel, nil, "no body", false},
		{"a deferral with a message", "POST", callback, answer(5, object{"content": "x"}), "nothing but flags", true},
		{"an unknown answer", "POST", callback, answer(3, object{}), "at '", false},
		{"a thread without a name", "POST", "/api/v10/channels/10/threads", object{"name": "", "message": v2(text)}, "0 characters", true},
		{"a thread with a bad message", "POST", "/api/v10/channels/10/threads", object{"name": "x", "message": v2(display(""))}, "message.components.0", true},
		{"an update with a bad card", "POST", callback, answer(7, v2(row(press("", nil)))), "custom_id", true},
		{"a follow-up that is empty", "POST", "/api/v10/webhooks/10/tok", object{}, "empty", true},
	}
}

func badComponents() []plant {
	post := func(name string, want string, components ...any) plant {
		return plant{name, "POST", channel, v2(components...), want, true}
	}
	show := func(name string, data object, want string, lint bool) plant {
		return plant{name, "POST", callback, answer(9, data), want, lint}
	}
	return []plant{
		post("a custom id twice", "stands twice", row(press("a", nil)), row(press("a", nil))),
		post("a custom id of 101", "101 characters", row(press(long(101), nil))),
		post("a button without a custom id", "0 characters", row(object{"type": 2, "style": 1, "label": "x"})),
		post("a label of 81", "81 characters", row(press("a", object{"label": long(81)}))),
		post("a button without a label", "without label", row(press("a", object{"label": ""}))),
		post("a link with a custom id", "custom_id", row(object{"type": 2, "style": 5, "label": "x", "url": "https://example.org", "custom_id": "a"})),
		post("a link to no web page", "web address", row(object{"type": 2, "style": 5, "label": "x", "url": "ftp://example.org"})),
		post("a link of 513", "513 characters", row(object{"type": 2, "style": 5, "label": "x", "url": "https://example.org/" + strings.Repeat("a", 493)})),
		post("six buttons in a row", "6 components in a row", row(times(6, func(i int) any { return press(fmt.Sprint(i), nil) })...)),
		post("a row of nothing", "0 components in a row", row()),
		post("a select beside a button", "shares its row", row(press("a", nil), selection(choice("1")))),
		post("a select of nothing", "0 options", row(selection())),
		post("a select of 26", "26 options", row(selection(times(26, func(i int) any { return choice(fmt.Sprint(i)) })...))),
		post("a value twice", "stands twice", row(selection(choice("1"), choice("1")))),
		post("a value of 101", "101 characters", row(selection(choice(long(101))))),
		post("a description of 101", "101 characters", row(selection(object{"label": "x", "value": "x", "description": long(101)}))),
		post("a placeholder of 151", "151 characters", row(object{"type": 3, "custom_id": "s", "placeholder": long(151), "options": []any{choice("1")}})),
		post("a select for more than there are", "do not fit", row(object{"type": 3, "custom_id": "s", "max_values": 3, "options": []any{choice("1")}})),
		post("a section without an accessory", "accessory", object{"type": 9, "components": []any{display("x")}}),
		post("a section of four", "4 components", object{"type": 9, "components": times(4, func(int) any { return display("x") }), "accessory": press("a", nil)}),
		post("a container in a container", "does not belong", object{"type": 17, "components": []any{object{"type": 17, "components": []any{display("x")}}}}),
		post("a button outside a row", "does not belong", press("a", nil)),
		post("an id twice", "the id 7", object{"type": 10, "id": 7, "content": "x"}, object{"type": 10, "id": 7, "content": "x"}),
		show("a form of six", modal(times(6, func(i int) any { return field(fmt.Sprint(i), nil) })...), "6 components", true),
		show("a form of nothing", modal(), "0 components", true),
		show("a title of 46", object{"custom_id": "m", "title": long(46), "components": []any{field("a", nil)}}, "46 characters", true),
		show("a field's label of 46", modal(object{"type": 18, "label": long(46), "component": object{"type": 4, "custom_id": "a", "style": 1}}), "46 characters", true),
		show("a field twice", modal(field("a", nil), field("a", nil)), "stands twice", true),
		show("a label in a label", modal(field("a", object{"label": "x"})), "label", true),
		show("a value longer than it may be", modal(field("a", object{"value": "four", "max_length": 3})), "4 characters", true),
		show("a field that is no field", modal(object{"type": 18, "label": "x", "component": display("x")}), "does not belong", true),
		{"26 choices", "POST", callback, answer(8, object{"choices": times(26, func(i int) any { return object{"name": "x", "value": fmt.Sprint(i)} })}), "26 choices", true},
		{"choices that are null", "POST", callback, answer(8, object{"choices": nil}), "list of choices", true},
		{"a choice without a name", "POST", callback, answer(8, object{"choices": []any{object{"name": "", "value": "x"}}}), "name", true},
		{"a choice of 101", "POST", callback, answer(8, object{"choices": []any{object{"name": "x", "value": long(101)}}}), "101 characters", true},
	}
}

func badCommands() []plant {
	put := func(name, want string, commands ...any) plant {
		return plant{name, "PUT", scope, commands, want, true}
	}
	many := func(n int, name string) []any {
		return times(n, func(i int) any { return option(3, fmt.Sprint(name, i), nil) })
	}
	big := slash("big")
	big["options"] = times(25, func(i int) any {
		return option(3, fmt.Sprint("o", i), object{"choices": times(2, func(j int) any { return object{"name": long(100), "value": long(95) + fmt.Sprint(j)} })})
	})
	return []plant{
		put("a name in capitals", "no name", slash("Summary")),
		put("a name with a space", "no name", slash("two words")),
		put("a name of 33", "no name", slash(strings.Repeat("a", 33))),
		put("a command without a description", "0 characters", object{"type": 1, "name": "a", "description": ""}),
		put("an option without a description", "0 characters", slash("a", object{"type": 3, "name": "b", "description": ""})),
		put("required after optional", "a required option after", slash("a", option(3, "b", nil), option(3, "c", object{"required": true}))),
		put("an option twice", "two options", slash("a", option(3, "b", nil), option(3, "b", nil))),
		put("a command twice", "two commands", slash("a"), slash("a")),
		put("26 options", "26 options", slash("a", many(26, "o")...)),
		put("26 choices of an option", "26 choices", slash("a", option(3, "b", object{"choices": times(26, func(i int) any { return object{"name": "x", "value": fmt.Sprint(i)} })}))),
		put("choices and autocomplete", "autocomplete", slash("a", option(3, "b", object{"autocomplete": true, "choices": []any{object{"name": "x", "value": "x"}}}))),
		put("8001 characters", "not at most 8000", big),
		put("a subcommand beside an option", "beside other options", slash("a", option(1, "b", nil), option(3, "c", nil))),
		put("subcommands too deep", "this deep", slash("a", option(1, "b", object{"options": []any{option(1, "c", nil)}}))),
		put("101 commands", "too many commands", times(101, func(i int) any { return slash(fmt.Sprint("c", i)) })...),
		put("a menu with a description", "has no description", object{"type": 3, "name": "Brief", "description": "x"}),
		put("private channels without people", "private channels", object{"type": 1, "name": "a", "description": "x", "contexts": []any{2}}),
		{"permissions that are no number", "PUT", scope, []any{object{"type": 1, "name": "a", "description": "x", "default_member_permissions": "admin"}}, "at '", false},
	}
}

func TestWhatDiscordRefusesIsFound(t *testing.T) {
	undescribed, err := contract.Undescribed()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*contract.Contract{undescribed, contract.Shared(t)} {
		described := c != undescribed
		for _, p := range plants() {
			t.Run(fmt.Sprintf("described %v/%s", described, p.name), func(t *testing.T) {
				var body []byte
				if p.body != nil {
					body, err = json.Marshal(p.body)
					if err != nil {
						t.Fatal(err)
					}
				}
				found := c.Check(p.method, p.path, body, 0, nil)
				if again := c.Check(p.method, p.path, body, 0, nil); !slices.Equal(found, again) {
					t.Errorf("found %q, and the second time %q", found, again)
				}
				switch all := strings.Join(found, "\n"); {
				case p.want == "" && len(found) > 0:
					t.Errorf("found\n%s", all)
				case p.want != "" && (p.lint || described) && !strings.Contains(all, p.want):
					t.Errorf("found %q, not %q", found, p.want)
				}
			})
		}
	}
}

const aUser = `{"id":"5","username":"robin","avatar":null,"discriminator":"0","public_flags":0,"flags":0,"global_name":null,"primary_guild":null}`

const aMessage = `{"id":"1","channel_id":"2","author":` + aUser + `,"content":"x","timestamp":"2026-03-02T06:00:00.000000+00:00","edited_timestamp":null,
	"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"components":[],"pinned":false,"type":0,"flags":0}`

func TestAnswersThatDiscordDoesNotGiveAreFound(t *testing.T) {
	c := contract.Shared(t)
	body := []byte(`{"content":"x"}`)
	for _, p := range []struct {
		name   string
		status int
		answer string
		want   string
	}{
		{"a message", 200, aMessage, ""},
		{"a limit", 429, `{"message":"You are being rate limited.","retry_after":0.5,"global":false,"code":0}`, ""},
		{"an error of the form", 400, `{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}}}`, ""},
		{"no author", 200, strings.Replace(aMessage, `"author"`, `"writer"`, 1), "author"},
		{"an id that is a number", 200, strings.Replace(aMessage, `"id":"1"`, `"id":1`, 1), "'/id'"},
		{"a component that is none", 200, strings.Replace(aMessage, `"components":[]`, `"components":[{"type":10,"id":1}]`, 1), "content"},
		{"no content where there should be", 204, ``, "204 is none"},
		{"no JSON", 200, `<html>`, "no JSON"},
		{"an error without a code", 400, `{"message":"no"}`, "code"},
		{"a limit without a wait", 429, `{"message":"slow","code":0}`, "retry_after"},
		{"an error of the form without words", 400, `{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":5}]}}}`, "message"},
	} {
		t.Run(p.name, func(t *testing.T) {
			found := strings.Join(c.Check("POST", channel, body, p.status, []byte(p.answer)), "\n")
			if p.want == "" && found != "" || !strings.Contains(found, p.want) {
				t.Errorf("found %q, not %q", found, p.want)
			}
		})
	}
}

// TestEachMessageOfAListIsLookedAt, and one that was right before is in no other answer's way.
func TestEachMessageOfAListIsLookedAt(t *testing.T) {
	c := contract.Shared(t)
	list := func(status int, messages ...string) string {
		return strings.Join(c.Check("GET", channel, nil, status, []byte("["+strings.Join(messages, ",")+"]")), "\n")
	}
	bad := strings.Replace(aMessage, `"author"`, `"writer"`, 1)
	for _, messages := range [][]string{{aMessage}, {aMessage, aMessage}, {}} {
		if found := list(200, messages...); found != "" {
			t.Errorf("%d messages: found %q", len(messages), found)
		}
	}
	for range 2 {
		if found := list(200, aMessage, bad); !strings.Contains(found, "'/1'") || !strings.Contains(found, "author") {
			t.Errorf("found %q, not the second message", found)
		}
	}
	if found := list(201, aMessage); !strings.Contains(found, "201") {
		t.Errorf("with another status: found %q", found)
	}
	if found := strings.Join(c.Check("GET", "/channels/1/webhooks", nil, 200, []byte("["+aMessage+"]")), "\n"); found == "" {
		t.Error("a message is taken for a webhook")
	}
}

func TestEventsThatDiscordDoesNotSendAreFound(t *testing.T) {
	c := contract.Shared(t)
	const inGuild = `{"id":"1","application_id":"2","type":2,"token":"t","version":1,"channel_id":"3","channel":{"id":"3","type":0},"app_permissions":"0","locale":"en-GB",
		"entitlements":[],"authorizing_integration_owners":{"0":"9"},"context":0,"attachment_size_limit":1,"guild_id":"9","guild_locale":"en-US","guild":{"id":"9"},
		"member":{"user":` + aUser + `,"roles":[],"joined_at":"2026-03-02T06:00:00+00:00","deaf":false,"mute":false,"flags":0,"permissions":"0"},"data":{"id":"4","name":"who","type":1}}`
	for _, p := range []struct{ name, event, data, want string }{
		{"a command", "INTERACTION_CREATE", inGuild, ""},
		{"a message", "MESSAGE_CREATE", strings.Replace(aMessage, `"id"`, `"channel_type":1,"id"`, 1), ""},
		{"a message of an unknown place", "MESSAGE_CREATE", aMessage, "channel_type"},
		{"a guild that went", "GUILD_DELETE", `{"id":"1","unavailable":true}`, ""},
		{"a command without a member", "INTERACTION_CREATE", strings.Replace(inGuild, `"member"`, `"user"`, 1), "member"},
		{"a member and a user", "INTERACTION_CREATE", strings.Replace(inGuild, `"member"`, `"user":`+aUser+`,"member"`, 1), "'not' failed"},
		{"typing with nothing in focus", "INTERACTION_CREATE", strings.Replace(inGuild, `"type":2`, `"type":4`, 1), "options"},
		{"a press without a message", "INTERACTION_CREATE", strings.Replace(strings.Replace(inGuild, `"type":2`, `"type":3`, 1), `{"id":"4","name":"who","type":1}`, `{"custom_id":"a","component_type":2}`, 1), "message"},
		{"a choice without values", "INTERACTION_CREATE", strings.Replace(strings.Replace(inGuild, `"type":2`, `"type":3`, 1), `{"id":"4","name":"who","type":1}`, `{"custom_id":"a","component_type":3}`, 1), "values"},
		{"a form without answers", "INTERACTION_CREATE", strings.Replace(strings.Replace(inGuild, `"type":2`, `"type":5`, 1), `{"id":"4","name":"who","type":1}`, `{"custom_id":"a"}`, 1), "components"},
		{"a channel that is a number", "INTERACTION_CREATE", strings.Replace(inGuild, `"channel_id":"3"`, `"channel_id":3`, 1), "channel_id"},
		{"a message without an author", "MESSAGE_CREATE", strings.Replace(aMessage, `"author"`, `"writer"`, 1), "author"},
		{"a deletion without a channel", "MESSAGE_DELETE", `{"id":"1"}`, "channel_id"},
		{"a welcome without a session", "READY", `{"v":10,"user":` + aUser + `,"guilds":[],"resume_gateway_url":"wss://gateway.example.org","application":{"id":"1","flags":0}}`, "session_id"},
		{"a name that nobody knows", "NOVELTY_CREATE", `{}`, "cannot be used"},
	} {
		t.Run(p.name, func(t *testing.T) {
			payload := fmt.Sprintf(`{"op":0,"s":1,"t":%q,"d":%s}`, p.event, p.data)
			found := strings.Join(c.Check(contract.Dispatch, p.event, nil, 0, []byte(payload)), "\n")
			if p.want == "" && found != "" || !strings.Contains(found, p.want) {
				t.Errorf("found %q, not %q", found, p.want)
			}
		})
	}
	if found := c.Check(contract.Dispatch, "RESUMED", nil, 0, []byte(`{"op":0,"s":0,"t":"RESUMED","d":{}}`)); len(found) == 0 {
		t.Error("an event without a number was let pass")
	}
}
