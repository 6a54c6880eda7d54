package rules

import "regexp"

// kind is the type of a value.
type kind int

const (
	anything kind = iota
	text          // min and max count characters
	integer       // min and max bound the value
	number
	truth
	list  // min and max count items; each has the rule's shape or place
	thing // an object of the rule's shape or place
	link
	stamp // a moment, ISO 8601
	permission
	nonce // text or an integer
)

// rule is what Discord requires of one field. max 0 means no bound; null counts as absent.
type rule struct {
	field    string
	kind     kind
	min, max int
	need     bool
	shape    string // of the items of a list, or of a thing
	place    string // instead of a shape: the components that are allowed here
}

// Discord's limits that belong to no single field.
const (
	MaxBody            = 25 << 20
	maxComponents      = 40 // of a message in Components V2, nested ones counted
	maxRows            = 5  // of a message without
	maxDisplayed       = 4000
	maxEmbedText       = 6000 // over all embeds of a message
	maxCommandText     = 8000
	maxChatCommands    = 100
	maxContextCommands = 15 // of users, and as many of messages
	maxNonce           = 25
	maxFiles           = 10
)

// commandName matches the characters that Discord accepts in the names of slash commands and their options; the tables limit the length.
// (A pattern with a repetition count would take 700 kB of every Lede's memory.)
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]+$`)

// shapes are the bodies that a bot sends, as tables; rules about several fields are in commands.go, messages.go and tree.go.
var shapes = map[string][]rule{
	"message": {
		{field: "content", kind: text, max: 2000},
		{field: "nonce", kind: nonce, max: maxNonce},
		{field: "enforce_nonce", kind: truth},
		{field: "tts", kind: truth},
		{field: "flags", kind: integer},
		{field: "embeds", kind: list, max: 10, shape: "embed"},
		{field: "components", kind: list, max: maxComponents, place: "message"},
		{field: "allowed_mentions", kind: thing, shape: "allowed mentions"},
		{field: "message_reference", kind: thing, shape: "reference"},
		{field: "attachments", kind: list, max: maxFiles},
		{field: "sticker_ids", kind: list, max: 3},
		{field: "poll", kind: thing},
	},
	"forum post": {
		{field: "name", kind: text, min: 1, max: 100, need: true},
		{field: "message", kind: thing, need: true},
		{field: "auto_archive_duration", kind: integer},
		{field: "rate_limit_per_user", kind: integer, max: 21600},
		{field: "applied_tags", kind: list, max: 5},
	},
	"reference":        {{field: "message_id", kind: anything, need: true}, {field: "fail_if_not_exists", kind: truth}},
	"allowed mentions": {{field: "parse", kind: list, max: 3}, {field: "users", kind: list, max: 100}, {field: "roles", kind: list, max: 100}, {field: "replied_user", kind: truth}},
	"embed": {
		{field: "title", kind: text, max: 256},
		{field: "description", kind: text, max: 4096},
		{field: "url", kind: link, max: 2048},
		{field: "color", kind: integer, max: 0xFFFFFF},
		{field: "timestamp", kind: stamp},
		{field: "fields", kind: list, max: 25, shape: "embed field"},
		{field: "footer", kind: thing, shape: "embed footer"},
		{field: "author", kind: thing, shape: "embed author"},
		{field: "image", kind: thing, shape: "media"},
		{field: "thumbnail", kind: thing, shape: "media"},
	},
	"embed field":  {{field: "name", kind: text, min: 1, max: 256, need: true}, {field: "value", kind: text, min: 1, max: 1024, need: true}, {field: "inline", kind: truth}},
	"embed footer": {{field: "text", kind: text, min: 1, max: 2048, need: true}, {field: "icon_url", kind: link, max: 2048}},
	"embed author": {{field: "name", kind: text, min: 1, max: 256, need: true}, {field: "url", kind: link, max: 2048}, {field: "icon_url", kind: link, max: 2048}},
	"media":        {{field: "url", kind: link, min: 1, max: 2048, need: true}},
	"modal": {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "title", kind: text, min: 1, max: 45, need: true},
		{field: "components", kind: list, min: 1, max: 5, need: true, place: "modal"},
	},
	"choices": {{field: "choices", kind: list, max: 25, shape: "choice"}},
	"choice":  {{field: "name", kind: text, min: 1, max: 100, need: true}, {field: "value", kind: anything, need: true}},
	"command": {
		{field: "name", kind: text, min: 1, max: 32, need: true},
		{field: "description", kind: text, max: 100},
		{field: "type", kind: integer, min: 1, max: 4},
		{field: "options", kind: list, max: 25, shape: "option"},
		{field: "default_member_permissions", kind: permission},
		{field: "contexts", kind: list, min: 1, max: 3},
		{field: "integration_types", kind: list, min: 1, max: 2},
		{field: "nsfw", kind: truth},
		{field: "dm_permission", kind: truth},
	},
	"option": {
		{field: "type", kind: integer, min: 1, max: 11, need: true},
		{field: "name", kind: text, min: 1, max: 32, need: true},
		{field: "description", kind: text, min: 1, max: 100, need: true},
		{field: "required", kind: truth},
		{field: "autocomplete", kind: truth},
		{field: "choices", kind: list, max: 25, shape: "choice"},
		{field: "options", kind: list, max: 25, shape: "option"},
		{field: "channel_types", kind: list},
		{field: "min_value", kind: number},
		{field: "max_value", kind: number},
		{field: "min_length", kind: integer, max: 6000},
		{field: "max_length", kind: integer, min: 1, max: 6000},
	},
	"select option": {
		{field: "label", kind: text, min: 1, max: 100, need: true},
		{field: "value", kind: text, min: 1, max: 100, need: true},
		{field: "description", kind: text, max: 100},
		{field: "default", kind: truth},
	},
}
