package world

import (
	"maps"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
)

// Enclose stores the files of a message, and gives the components that show one of them its address.
func (s *State) Enclose(body wire.Object, channel string, files []*File) {
	kept := s.KeepFiles(channel, files)
	body["attachments"] = kept
	wire.Walk(wire.List(body, "components"), func(c wire.Object) {
		shown, _ := c["file"].(wire.Object)
		name, ok := strings.CutPrefix(wire.Text(shown, "url"), rules.AttachmentScheme)
		for _, o := range wire.Objects(kept) {
			if ok && wire.Text(o, "filename") == name {
				c["file"], c["name"], c["size"] = wire.Object{"id": o["id"], "attachment_id": o["id"], "url": o["url"], "proxy_url": o["url"]}, name, o["size"]
			}
		}
	})
}

// selectUsual is the default number of values of a select.
var selectUsual = wire.Object{"min_values": 1.0, "max_values": 1.0}

// usual holds the values that Discord fills in for missing fields of a component, by its type. Numbers are float64, as in decoded JSON.
var usual = map[int]wire.Object{
	rules.StringSelect: selectUsual, rules.UserSelect: selectUsual, rules.RoleSelect: selectUsual, rules.MentionSelect: selectUsual, rules.ChannelSelect: selectUsual,
	rules.Separator: {"divider": true, "spacing": 1.0},
	rules.Container: {"accent_color": nil, "spoiler": false},
	rules.Thumbnail: {"description": nil, "spoiler": false},
}

// Numbered returns a copy of components as Discord returns them: each has an id, and defaults for missing fields.
func Numbered(list []any) []any {
	used, next := map[int]bool{}, 0
	wire.Walk(list, func(c wire.Object) { used[wire.Int(c, "id", 0)] = true })
	var give func(v any) any
	give = func(v any) any {
		switch v := v.(type) {
		case []any:
			out := make([]any, len(v))
			for i := range v {
				out[i] = give(v[i])
			}
			return out
		case wire.Object:
			c := maps.Clone(v)
			for field, usual := range usual[wire.Type(c)] {
				if c[field] == nil {
					c[field] = usual
				}
			}
			if _, isComponent := c["type"]; isComponent && wire.Int(c, "id", 0) == 0 {
				for next++; used[next]; next++ {
				}
				c["id"] = next
			}
			for _, field := range []string{"components", "accessory", "component"} {
				if c[field] != nil {
					c[field] = give(c[field])
				}
			}
			return c
		}
		return v
	}
	out, _ := give(list).([]any)
	return out
}

// Draw copies the fields that a bot sent into the body of a message.
func (s *State) Draw(body, sent wire.Object) wire.Object {
	body = maps.Clone(body)
	for field, empty := range map[string]any{"content": "", "embeds": []any{}, "components": []any{}} {
		v, given := sent[field]
		missing := body[field] == nil
		if given {
			missing = v == nil
		}
		switch {
		case missing:
			body[field] = empty
		case given && field == "components":
			list := Numbered(wire.List(sent, field))
			s.unfurl(list)
			body[field] = list
		case given && field == "content":
			body[field] = strings.TrimSpace(wire.Text(sent, field))
		case given && field == "embeds":
			body[field] = s.rich(wire.List(sent, field))
		}
	}
	return body
}

// unfurl gives external images an id and a proxy address, as Discord does. Attachments have their own.
func (s *State) unfurl(list []any) {
	wire.Walk(list, func(c wire.Object) {
		shown := []any{c["media"]}
		for _, item := range wire.Objects(wire.List(c, "items")) {
			shown = append(shown, item["media"])
		}
		for _, media := range wire.Objects(shown) {
			if address := wire.Text(media, "url"); address != "" && media["id"] == nil && !strings.HasPrefix(address, rules.AttachmentScheme) {
				media["id"], media["proxy_url"] = s.IDs.Next(), address
			}
		}
	})
}

// rich completes embeds: their fields say whether they are inline even if the bot did not.
func (s *State) rich(list []any) []any {
	out := []any{}
	for _, e := range wire.Objects(list) {
		e = maps.Clone(e)
		e["type"] = "rich"
		fields := []any{}
		for _, f := range wire.Objects(wire.List(e, "fields")) {
			f = maps.Clone(f)
			f["inline"] = f["inline"] == true
			fields = append(fields, f)
		}
		if len(fields) > 0 {
			e["fields"] = fields
		}
		out = append(out, e)
	}
	return out
}
