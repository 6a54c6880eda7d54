package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/playground/wire"
)

// The flags of a message.
const (
	FlagSuppressEmbeds = 1 << 2
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagSilent         = 1 << 12
	FlagComponentsV2   = 1 << 15
)

// CheckMessage refuses an invalid message. sent is the request's body, and body the whole message: for an edit, its state afterwards.
func CheckMessage(sent, body wire.Object, flags int) error {
	c := checker{}
	tree := newTree(&c)
	v2 := flags&FlagComponentsV2 != 0
	rules := slices.Clone(shapes["message"])
	for i := range rules {
		if rules[i].field == "components" && !v2 {
			rules[i].max, rules[i].place = maxRows, "legacy message"
		}
	}
	c.object("", sent, rules)
	if v2 {
		for _, field := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if wire.Present(body, field) {
				c.add(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
					fmt.Sprintf("The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field))
			}
		}
		tree.totals()
		checkFiles(&c, sent, body)
	}
	checkEmbeds(&c, sent)
	checkMentions(&c, sent)
	if err := c.refusal(); err != nil {
		return err
	}
	for _, field := range []string{"content", "embeds", "components", "attachments", "poll", "sticker_ids"} {
		if wire.Present(body, field) {
			return nil
		}
	}
	return emptyMessage()
}

// AttachmentScheme begins the URL of a file that is attached to the same message.
const AttachmentScheme = "attachment://"

// checkFiles refuses components that show a file which is not attached to the message.
func checkFiles(c *checker, sent, body wire.Object) {
	names := map[string]bool{}
	for _, o := range wire.Objects(wire.List(body, "attachments")) {
		names[wire.Text(o, "filename")] = true
	}
	wire.Walk(wire.List(sent, "components"), func(o wire.Object) {
		shown, ok := o["file"].(wire.Object)
		if !ok {
			return
		}
		if name, ok := strings.CutPrefix(wire.Text(shown, "url"), AttachmentScheme); !ok || !names[name] {
			c.add("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", fmt.Sprintf("The referenced attachment %q was not found.", wire.Text(shown, "url")))
		}
	})
}

// checkEmbeds checks the total length of all embeds; like Discord, it counts trimmed text.
func checkEmbeds(c *checker, sent wire.Object) {
	total := 0
	count := func(o wire.Object, fields ...string) {
		for _, f := range fields {
			total += utf8.RuneCountInString(strings.TrimSpace(wire.Text(o, f)))
		}
	}
	for i, e := range wire.Objects(wire.List(sent, "embeds")) {
		before := total
		count(e, "title", "description")
		for _, f := range wire.Objects(wire.List(e, "fields")) {
			count(f, "name", "value")
		}
		footer, _ := e["footer"].(wire.Object)
		author, _ := e["author"].(wire.Object)
		count(footer, "text")
		count(author, "name")
		if before == total && e["image"] == nil && e["thumbnail"] == nil {
			c.add(join("embeds", i), "BASE_TYPE_REQUIRED", "This embed is empty")
		}
	}
	if total > maxEmbedText {
		c.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", fmt.Sprintf("Embed size exceeds maximum size of %d", maxEmbedText))
	}
}

// checkMentions checks allowed_mentions: parse and a list of ids exclude each other.
func checkMentions(c *checker, sent wire.Object) {
	m, ok := sent["allowed_mentions"].(wire.Object)
	if !ok {
		return
	}
	for i, v := range wire.List(m, "parse") {
		s, _ := v.(string)
		if !slices.Contains([]string{"users", "roles", "everyone"}, s) {
			c.add(join("allowed_mentions.parse", i), "BASE_TYPE_CHOICES", "Value must be one of ('everyone', 'users', 'roles').")
		} else if wire.Present(m, s) {
			c.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", fmt.Sprintf("parse:[%q] and %s: [ids...] are mutually exclusive.", s, s))
		}
	}
	for _, field := range []string{"users", "roles"} {
		for i, v := range wire.List(m, field) {
			if !isSnowflake(v) {
				c.add(join("allowed_mentions."+field, i), "NUMBER_TYPE_COERCE", "Value is not snowflake.")
			}
		}
	}
}

// CheckForumPost refuses an invalid forum post. Its first message is left to CheckMessage.
func CheckForumPost(sent wire.Object) error {
	c := checker{}
	c.object("", sent, shapes["forum post"])
	if minutes := wire.Int(sent, "auto_archive_duration", 60); !slices.Contains([]int{60, 1440, 4320, 10080}, minutes) {
		c.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).")
	}
	return c.refusal()
}

var snowflake = regexp.MustCompile(`^\d{1,20}$`)

func isSnowflake(v any) bool {
	s, ok := v.(string)
	return ok && snowflake.MatchString(s)
}
