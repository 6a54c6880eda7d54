package playground_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lede/playground"
)

func chars(n int) string { return strings.Repeat("ü", n) }

func repeat(n int, make func(i int) object) []object {
	out := []object{}
	for i := range n {
		out = append(out, make(i))
	}
	return out
}

func words(text string) object { return object{"type": 10, "content": text} }

func row(inside ...object) object {
	return object{"type": 1, "components": append([]object{}, inside...)}
}

func press(id string) object { return object{"type": 2, "style": 1, "label": "Go", "custom_id": id} }

func link(url string) object { return object{"type": 2, "style": 5, "label": "Go", "url": url} }

func presses(n int) []object {
	return repeat(n, func(i int) object { return press(fmt.Sprint("b", i)) })
}

func options(n int) []object {
	return repeat(n, func(i int) object { return object{"label": "x", "value": fmt.Sprint(i)} })
}

func menu(more object) object {
	return change(object{"type": 3, "custom_id": "menu", "options": options(2)}, more)
}

// change is a copy of an object with some fields set; nil removes one.
func change(o, more object) object {
	out := object{}
	for k, v := range o {
		out[k] = v
	}
	for k, v := range more {
		if out[k] = v; v == nil {
			delete(out, k)
		}
	}
	return out
}

func v2(components ...object) object { return object{"flags": componentsV2, "components": components} }

func box(inside ...object) object {
	return object{"type": 17, "components": append([]object{}, inside...)}
}

func embeds(more object) object { return object{"embeds": []object{more}} }

// verdict is a message and Discord's verdict on it: "" for accepted, else a part of the refusal.
type verdict struct {
	name string
	body any
	want string
}

func messages() []verdict {
	return append(append([]verdict{
		{"the longest content", object{"content": chars(2000)}, ""},
		{"longer content", object{"content": chars(2001)}, "content Must be 2000 or fewer"},
		{"content that is a number", object{"content": 1}, "content Could not interpret"},
		{"nothing", object{}, "code 50006"},
		{"spaces", object{"content": " \n"}, "code 50006"},
		{"the longest nonce", object{"content": "x", "nonce": chars(25)}, ""},
		{"a longer nonce", object{"content": "x", "nonce": chars(26)}, "nonce Must be"},
		{"a nonce that is a list", object{"content": "x", "nonce": []int{}}, "nonce Could not"},
		{"a flag that is a text", object{"content": "x", "flags": "4"}, "flags Value is not int"},
		{"nobody mentioned", object{"content": "x", "allowed_mentions": object{"parse": []string{}}}, ""},
		{"an unknown mention", object{"content": "x", "allowed_mentions": object{"parse": []string{"cats"}}}, "allowed_mentions.parse.0 Value must be one of"},
		{"mentions twice", object{"content": "x", "allowed_mentions": object{"parse": []string{"users"}, "users": []string{"1"}}}, "mutually exclusive"},
		{"a mention of no id", object{"content": "x", "allowed_mentions": object{"roles": []string{"x"}}}, "roles.0 Value is not snowflake"},
		{"too many mentions", object{"content": "x", "allowed_mentions": object{"users": repeat(101, func(int) object { return nil })}}, "allowed_mentions.users Must be 100"},
		{"mentions of a wrong shape", object{"content": "x", "allowed_mentions": []int{}}, "allowed_mentions Only dictionaries"},
		{"eleven embeds", object{"embeds": repeat(11, func(int) object { return object{"title": "x"} })}, "embeds Must be 10"},
		{"the longest embed", embeds(object{"title": chars(256), "description": chars(4096)}), ""},
		{"a longer title", embeds(object{"title": chars(257)}), "embeds.0.title Must be 256"},
		{"a longer description", embeds(object{"description": chars(4097)}), "embeds.0.description Must be 4096"},
		{"26 fields", embeds(object{"fields": repeat(26, func(int) object { return object{"name": "n", "value": "v"} })}), "embeds.0.fields Must be 25"},
		{"a field without a name", embeds(object{"fields": []object{{"value": "v"}}}), "fields.0.name This field is required"},
		{"a field without a value", embeds(object{"fields": []object{{"name": "n", "value": ""}}}), "fields.0.value Must be between 1 and 1024"},
		{"a longer footer", embeds(object{"footer": object{"text": chars(2049)}}), "footer.text Must be between 1 and 2048"},
		{"a longer author", embeds(object{"author": object{"name": chars(257)}}), "author.name Must be between 1 and 256"},
		{"too much in all embeds", object{"embeds": repeat(2, func(int) object { return object{"description": chars(3001)} })}, "Embed size exceeds"},
		{"an empty embed", embeds(object{"color": 1}), "embeds.0 This embed is empty"},
		{"no colour", embeds(object{"title": "x", "color": 1 << 24}), "color int value should be between"},
		{"no moment", embeds(object{"title": "x", "timestamp": "today"}), "timestamp Could not parse"},
		{"no web address", embeds(object{"title": "x", "url": "ftp://x"}), "embeds.0.url Scheme"},
		{"no address", embeds(object{"title": "x", "url": "x y"}), "embeds.0.url Not a well formed URL"},
	}, componentMessages()...), selectMessages()...)
}

func componentMessages() []verdict {
	section := object{"type": 9, "components": []object{words("x")}, "accessory": press("a")}
	return []verdict{
		{"a whole card", card("x"), ""},
		{"components of the new kind without the flag", object{"components": []object{words("x")}}, "components.0.type Value of field"},
		{"content beside them", change(v2(words("x")), object{"content": "x"}), "The 'content' field cannot be used"},
		{"embeds beside them", change(v2(words("x")), object{"embeds": []object{{"title": "x"}}}), "The 'embeds' field cannot be used"},
		{"empty content beside them", change(v2(words("x")), object{"content": "", "embeds": []object{}}), ""},
		{"the flag alone", object{"flags": componentsV2}, "code 50006"},
		{"forty components", v2(box(repeat(39, func(int) object { return words("x") })...)), ""},
		{"forty-one, nested ones counted", v2(box(repeat(40, func(int) object { return words("x") })...)), "cannot exceed 40"},
		{"the longest text", v2(words(chars(2000)), words(chars(2000))), ""},
		{"more text in all", v2(words(chars(2000)), words(chars(2001))), "The sum of all component text cannot exceed 4000"},
		{"a longer text", v2(words(chars(4001))), "content Must be between 1 and 4000"},
		{"an empty text", v2(words("")), "content Must be between 1"},
		{"a custom id twice", v2(row(press("a")), row(press("a"))), "Component custom id cannot be duplicated"},
		{"an id twice", v2(change(words("x"), object{"id": 7}), change(words("y"), object{"id": 7})), "Component id cannot be duplicated"},
		{"a button at the top", v2(press("a")), "components.0.type Value of field"},
		{"a box in a box", v2(box(box(words("x")))), "components.0.components.0.type Value"},
		{"an empty box", v2(box()), "components.0.components Must be between 1 and 40"},
		{"a colour out of range", v2(change(box(words("x")), object{"accent_color": -1})), "accent_color int value"},
		{"five buttons", v2(row(presses(5)...)), ""},
		{"six buttons", v2(row(presses(6)...)), "components.0.components Must be between 1 and 5"},
		{"an empty row", v2(row()), "components.0.components Must be between 1"},
		{"six rows without the flag", object{"content": "x", "components": repeat(6, func(i int) object { return row(press(fmt.Sprint(i))) })}, "components Must be 5"},
		{"a section", v2(section), ""},
		{"a section of four texts", v2(change(section, object{"components": repeat(4, func(int) object { return words("x") })})), "components.0.components Must be between 1 and 3"},
		{"a section without accessory", v2(change(section, object{"accessory": nil})), "accessory This field is required"},
		{"a section beside a select", v2(change(section, object{"accessory": menu(nil)})), "accessory.type Value"},
		{"a label of 81", v2(row(change(press("a"), object{"label": chars(81)}))), "label Must be 80"},
		{"a custom id of 101", v2(row(press(chars(101)))), "custom_id Must be between 1 and 100"},
		{"a button without an id", v2(row(change(press("a"), object{"custom_id": nil}))), "custom_id This field is required"},
		{"a button without a label", v2(row(change(press("a"), object{"label": nil}))), "label This field is required"},
		{"an emoji instead", v2(row(change(press("a"), object{"label": nil, "emoji": object{"name": "☂"}}))), ""},
		{"a button without a style", v2(row(change(press("a"), object{"style": nil}))), "style This field is required"},
		{"an unknown style", v2(row(change(press("a"), object{"style": 7}))), "style int value"},
		{"a link", v2(row(link("https://example.org/"))), ""},
		{"a link without address", v2(row(change(link(""), object{"url": nil}))), "url This field is required"},
		{"a link with an id", v2(row(change(link("https://example.org/"), object{"custom_id": "a"}))), "cannot have a custom_id"},
		{"a button with an address", v2(row(change(press("a"), object{"url": "https://example.org/"}))), "cannot have a url"},
		{"a long link", v2(row(link("https://example.org/" + strings.Repeat("x", 500)))), "url Must be between 1 and 512"},
		{"a link to a script", v2(row(link("javascript:alert(1)"))), "Scheme"},
		{"a component that is a text", object{"flags": componentsV2, "components": []string{"x"}}, "components.0 Only dictionaries"},
		{"a component of no type", v2(object{}), "components.0.type Value"},
		{"a spacing of three", v2(words("x"), object{"type": 14, "spacing": 3}), "spacing int value"},
	}
}

func selectMessages() []verdict {
	return []verdict{
		{"a select", v2(row(menu(nil))), ""},
		{"a select beside a button", v2(row(menu(nil), press("a"))), "exceeds the maximum width"},
		{"25 options", v2(row(menu(object{"options": options(25)}))), ""},
		{"26 options", v2(row(menu(object{"options": options(26)}))), "options Must be between 1 and 25"},
		{"no options", v2(row(menu(object{"options": []object{}}))), "options Must be between 1"},
		{"a long placeholder", v2(row(menu(object{"placeholder": chars(151)}))), "placeholder Must be 150"},
		{"a long option", v2(row(menu(object{"options": []object{{"label": chars(101), "value": "x"}}}))), "options.0.label Must be between 1 and 100"},
		{"a long value", v2(row(menu(object{"options": []object{{"label": "x", "value": chars(101)}}}))), "options.0.value Must be between 1 and 100"},
		{"a long description", v2(row(menu(object{"options": []object{{"label": "x", "value": "x", "description": chars(101)}}}))), "options.0.description Must be 100"},
		{"a value twice", v2(row(menu(object{"options": []object{{"label": "x", "value": "x"}, {"label": "y", "value": "x"}}}))), "option value is already used"},
		{"more than there is", v2(row(menu(object{"max_values": 3}))), "cannot be more than the number of options"},
		{"less than none", v2(row(menu(object{"min_values": 2, "max_values": 1}))), "cannot be more than max_values"},
		{"two chosen of one", v2(row(menu(object{"options": []object{{"label": "x", "value": "x", "default": true}, {"label": "y", "value": "y", "default": true}}}))), "More options are chosen"},
		{"a channel select", v2(row(object{"type": 8, "custom_id": "c", "channel_types": []int{0}})), ""},
		{"one without an id", v2(row(object{"type": 8})), "custom_id This field is required"},
	}
}

// judge compares the answer to a request with the verdict.
func judge(t *testing.T, b *robot, method, path string, c verdict) {
	t.Helper()
	_, err := b.call(method, path, c.body)
	switch {
	case c.want == "" && err != nil:
		t.Errorf("%s is refused: %v", c.name, err)
	case c.want != "" && err == nil:
		t.Errorf("%s is accepted, want %q", c.name, c.want)
	case c.want != "":
		if list := b.server.Refusals(); !strings.Contains(list[len(list)-1], c.want) {
			t.Errorf("%s is refused with %q, want %q", c.name, list[len(list)-1], c.want)
		}
	}
}

func TestLimitsOfMessages(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	channel := b.server.World().Channel("general")
	m, err := b.session.ChannelMessageSend(channel, "x")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range messages() {
		judge(t, b, "POST", "/channels/"+channel+"/messages", c)
	}
	edit := "/channels/" + channel + "/messages/" + m.ID
	judge(t, b, "PATCH", edit, verdict{"components under an old content", v2(words("x")), "The 'content' field cannot be used"})
	judge(t, b, "PATCH", edit, verdict{"components instead of it", object{"flags": componentsV2, "components": []object{words("x")}, "content": nil}, ""})
	judge(t, b, "PATCH", edit, verdict{"the flag taken back", object{"flags": 0, "content": "x"}, "The 'content' field cannot be used"})
	judge(t, b, "PATCH", edit, verdict{"everything taken away", object{"components": []object{}}, "code 50006"})
}

func TestLimitsOfCommands(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	path := "/applications/" + b.server.ApplicationID() + "/commands"
	plain := func(more object) []object { return []object{change(command("x", "y", nil), more)} }
	with := func(options ...object) []object { return []object{command("x", "y", nil, options...)} }
	text := func(name string, more object) object { return option(3, name, "z", more) }
	choices := func(n int) []object {
		return repeat(n, func(i int) object { return object{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })
	}
	sub := option(1, "s", "z", nil)
	many := func(kind, n int) []object {
		return repeat(n, func(i int) object {
			return change(command(fmt.Sprint("c", i), "y", nil), object{"type": kind, "description": map[bool]any{true: "y"}[kind == 1]})
		})
	}
	for _, c := range []verdict{
		{"a plain command", plain(nil), ""},
		{"a name with capitals", plain(object{"name": "Summary"}), "Command name is invalid"},
		{"a name with a space", plain(object{"name": "a b"}), "Command name is invalid"},
		{"a name of 33", plain(object{"name": chars(33)}), "0.name Must be between 1 and 32"},
		{"a name in another script", plain(object{"name": "समाचार"}), ""},
		{"no name", plain(object{"name": nil}), "0.name This field is required"},
		{"no description", plain(object{"description": ""}), "0.description This field is required"},
		{"a description of 101", plain(object{"description": chars(101)}), "0.description Must be 100"},
		{"a name twice", append(plain(nil), plain(nil)...), "must be unique"},
		{"a message command", plain(object{"type": 3, "name": "Brief Me", "description": nil}), ""},
		{"a message command with a description", plain(object{"type": 3}), "cannot have description"},
		{"an unknown type", plain(object{"type": 5}), "0.type int value"},
		{"permissions as a text", plain(object{"default_member_permissions": "32"}), ""},
		{"permissions in words", plain(object{"default_member_permissions": "all"}), "not a bitfield"},
		{"an unknown context", plain(object{"contexts": []int{3}}), "contexts.0 Value must be one of"},
		{"a private channel for a guild's app", plain(object{"contexts": []int{2}}), "USER_INSTALL"},
		{"25 options", with(repeat(25, func(i int) object { return text(fmt.Sprint("o", i), nil) })...), ""},
		{"26 options", with(repeat(26, func(i int) object { return text(fmt.Sprint("o", i), nil) })...), "0.options Must be 25"},
		{"an option twice", with(text("o", nil), text("o", nil)), "Option names must be unique"},
		{"an option with a bad name", with(text("O", nil)), "0.options.0.name Command name is invalid"},
		{"an option without a description", with(text("o", object{"description": nil})), "0.options.0.description This field is required"},
		{"required after optional", with(text("a", nil), text("b", object{"required": true})), "Required options must be placed before"},
		{"25 choices", with(text("o", object{"choices": choices(25)})), ""},
		{"26 choices", with(text("o", object{"choices": choices(26)})), "choices Must be 25"},
		{"a long choice", with(text("o", object{"choices": []object{{"name": chars(101), "value": "x"}}})), "choices.0.name Must be between"},
		{"a long value", with(text("o", object{"choices": []object{{"name": "x", "value": chars(101)}}})), "choices.0.value Must be between"},
		{"a number for a text", with(text("o", object{"choices": []object{{"name": "x", "value": 1}}})), "choices.0.value Could not"},
		{"a text for a number", with(option(4, "o", "z", object{"choices": []object{{"name": "x", "value": "1"}}})), "choices.0.value Value is not a number"},
		{"choices that complete", with(text("o", object{"choices": choices(1), "autocomplete": true})), "Autocomplete needs"},
		{"a channel that completes", with(option(7, "o", "z", object{"autocomplete": true})), "Autocomplete needs"},
		{"choices of truth", with(option(5, "o", "z", object{"choices": choices(1)})), "Choices are only for"},
		{"a subcommand", with(sub), ""},
		{"a subcommand beside an option", with(sub, text("o", nil)), "mutually exclusive"},
		{"a group", with(option(2, "g", "z", object{"options": []object{sub}})), ""},
		{"a subcommand in a subcommand", with(option(1, "a", "z", object{"options": []object{sub}})), "cannot be nested"},
		{"a group in a group", with(option(2, "g", "z", object{"options": []object{option(2, "h", "z", nil)}})), "cannot be nested"},
		{"an option with options", with(text("o", object{"options": []object{sub}})), "Only sub-commands have options"},
		{"more than 8000 characters", with(repeat(4, func(i int) object {
			return text(fmt.Sprint("o", i), object{"choices": repeat(25, func(j int) object { return object{"name": chars(78) + fmt.Sprint(j), "value": fmt.Sprint(j)} })})
		})...), "Command exceeds maximum size"},
		{"a hundred commands", many(1, 100), ""},
		{"one more", many(1, 101), "Maximum number of application commands"},
		{"sixteen message commands", many(3, 16), "Maximum number of application commands"},
	} {
		judge(t, b, "PUT", path, c)
	}
	judge(t, b, "POST", path, verdict{"a bad one by itself", plain(object{"name": "A"})[0], "Command name is invalid"})
}

// TestLimitsOfAnswers makes a bot answer with the messages to judge.
func TestLimitsOfAnswers(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	_, sam, general := b.people()
	i, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x"})
	source := want(t, i, err).Message.ID
	label := func(more object) object {
		return change(object{"type": 18, "label": "L", "component": object{"type": 4, "custom_id": "c", "style": 1}}, more)
	}
	input := func(more object) object {
		return change(object{"type": 4, "custom_id": "c", "style": 1, "label": "L"}, more)
	}
	form := func(more object, inside ...object) object {
		return object{"type": 9, "data": change(object{"custom_id": "m", "title": "T", "components": append([]object{}, inside...)}, more)}
	}
	answer := func(kind int, data object) object { return object{"type": kind, "data": data} }
	for _, c := range []struct {
		by string // slash, press or type
		verdict
	}{
		{"slash", verdict{"a message", answer(4, object{"content": "x"}), ""}},
		{"slash", verdict{"a long message", answer(4, object{"content": chars(2001)}), "data.content Must be 2000"}},
		{"slash", verdict{"an empty message", answer(4, nil), "code 50006"}},
		{"slash", verdict{"no type", object{}, "type Value must be one of"}},
		{"slash", verdict{"an update of nothing", answer(7, object{"content": "x"}), "cannot answer an interaction of type 2"}},
		{"slash", verdict{"choices for no typing", answer(8, object{"choices": []object{}}), "cannot answer"}},
		{"press", verdict{"an update", answer(7, change(card("y"), object{"content": "", "embeds": nil})), ""}},
		{"press", verdict{"an update with content", answer(7, object{"content": "x"}), "data.content The 'content' field cannot be used"}},
		{"slash", verdict{"a form", form(nil, label(nil)), ""}},
		{"slash", verdict{"an older form", form(nil, row(input(nil))), ""}},
		{"press", verdict{"a form with words", form(nil, words("x"), label(nil)), ""}},
		{"slash", verdict{"a title of 46", form(object{"title": chars(46)}, label(nil)), "data.title Must be between 1 and 45"}},
		{"slash", verdict{"no title", form(object{"title": ""}, label(nil)), "data.title Must be between"}},
		{"slash", verdict{"no id", form(object{"custom_id": nil}, label(nil)), "data.custom_id This field is required"}},
		{"slash", verdict{"an empty form", form(nil), "data.components Must be between 1 and 5"}},
		{"slash", verdict{"six fields", form(nil, repeat(6, func(i int) object {
			return label(object{"component": object{"type": 4, "custom_id": fmt.Sprint(i), "style": 1}})
		})...), "data.components Must be between 1 and 5"}},
		{"slash", verdict{"a field twice", form(nil, label(nil), label(nil)), "cannot be duplicated"}},
		{"slash", verdict{"a button in a form", form(nil, row(press("a"))), "type Value of field"}},
		{"slash", verdict{"a label of 46", form(nil, label(object{"label": chars(46)})), "label Must be between 1 and 45"}},
		{"slash", verdict{"a long description", form(nil, label(object{"description": chars(101)})), "description Must be 100"}},
		{"slash", verdict{"a label in a label", form(nil, label(object{"component": input(nil)})), "cannot have a label of its own"}},
		{"slash", verdict{"no label", form(nil, row(input(object{"label": nil}))), "label This field is required"}},
		{"slash", verdict{"two inputs in a row", form(nil, row(input(nil), input(object{"custom_id": "d"}))), "Must be between 1 and 1"}},
		{"slash", verdict{"a long placeholder", form(nil, row(input(object{"placeholder": chars(101)}))), "placeholder Must be 100"}},
		{"slash", verdict{"a value beyond its own limit", form(nil, row(input(object{"value": "xyz", "max_length": 2}))), "value Must be 2"}},
		{"slash", verdict{"a length of 4001", form(nil, row(input(object{"max_length": 4001}))), "max_length int value"}},
		{"slash", verdict{"no style", form(nil, row(input(object{"style": nil}))), "style This field is required"}},
		{"type", verdict{"no choices", answer(8, object{"choices": []object{}}), ""}},
		{"type", verdict{"26 choices", answer(8, object{"choices": repeat(26, func(int) object { return object{"name": "x", "value": "x"} })}), "data.choices Must be 25"}},
		{"type", verdict{"a long choice", answer(8, object{"choices": []object{{"name": chars(101), "value": "x"}}}), "choices.0.name Must be between"}},
		{"type", verdict{"a long value", answer(8, object{"choices": []object{{"name": "x", "value": chars(101)}}}), "choices.0.value Must be between"}},
		{"type", verdict{"a message for typing", answer(4, object{"content": "x"}), "cannot answer an interaction of type 4"}},
	} {
		b.verdict = &c.verdict
		b.judged = make(chan bool, 1)
		switch c.by {
		case "slash":
			_, err = sam.Slash(ctx, general, "judge", nil)
		case "press":
			_, err = sam.Press(ctx, source, "judge")
		case "type":
			_, err = sam.Autocomplete(ctx, general, "judge", "x", nil)
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		<-b.judged
	}
}

func TestTextOfAnyMessage(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"content":"a","components":[{"type":17,"components":[{"type":10,"content":"b"},{"type":9,"components":[{"type":10,"content":"c"}],"accessory":{"type":2}}]}]}`: "a\nb\nc",
		`{"embeds":[{"title":"t","fields":[{"name":"n","value":"v"}]}]}`:                                                                                                 "t\nn\nv",
		`{"components":"x"}`: "", `nonsense`: "", `{}`: "",
	} {
		m := &playground.Message{Raw: json.RawMessage(raw)}
		if got := m.Text(); got != want {
			t.Errorf("%s reads %q, want %q", raw, got, want)
		}
	}
	if (&playground.Interaction{}).Text() != "" {
		t.Error("an interaction without a message has words")
	}
}
