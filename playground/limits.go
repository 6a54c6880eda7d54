package playground

import "regexp"

// kind is what a value has to be.
type kind int

const (
	anything kind = iota
	text          // min and max count characters
	integer       // min and max bound the value
	number
	truth
	list  // min and max count items; each is of the rule's shape or place
	thing // an object of the rule's shape or place
	link
	stamp // a moment, ISO 8601
	permission
	nonce // text or an integer
)

// rule is what Discord asks of one field. max 0 means no bound; null is as good as absent unless needed.
type rule struct {
	field    string
	kind     kind
	min, max int
	need     bool
	shape    string // of the items of a list, or of a thing
	place    string // instead of a shape: the components that may stand here
}

// Discord's limits that belong to no single field.
const (
	maxBody            = 25 << 20
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

// commandName is what Discord accepts as the name of a slash command and of its options.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// shapes are the bodies that a bot sends, as tables; what ties several fields together is in check.go.
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

// Components, by their type.
const (
	actionRow     = 1
	button        = 2
	stringSelect  = 3
	textInput     = 4
	userSelect    = 5
	roleSelect    = 6
	mentionSelect = 7
	channelSelect = 8
	section       = 9
	textDisplay   = 10
	thumbnail     = 11
	gallery       = 12
	fileDisplay   = 13
	separator     = 14
	container     = 17
	label         = 18
	fileUpload    = 19
)

// places are the types of component that may stand in a place.
var places = map[string][]int{
	"message":        {actionRow, section, textDisplay, gallery, fileDisplay, separator, container},
	"legacy message": {actionRow},
	"container":      {actionRow, section, textDisplay, gallery, fileDisplay, separator},
	"row":            {button, stringSelect, userSelect, roleSelect, mentionSelect, channelSelect},
	"section":        {textDisplay},
	"accessory":      {button, thumbnail},
	"modal":          {actionRow, textDisplay, label},
	"modal row":      {textInput},
	"label":          {stringSelect, textInput, userSelect, roleSelect, mentionSelect, channelSelect, fileUpload},
}

// components are the shapes of components, by type.
var components = map[int][]rule{
	actionRow: {{field: "components", kind: list, min: 1, max: 5, need: true, place: "row"}},
	button: {
		{field: "style", kind: integer, min: 1, max: 6, need: true},
		{field: "label", kind: text, max: 80},
		{field: "custom_id", kind: text, min: 1, max: 100},
		{field: "url", kind: link, min: 1, max: 512},
		{field: "disabled", kind: truth},
		{field: "emoji", kind: thing},
	},
	stringSelect: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "options", kind: list, min: 1, max: 25, need: true, shape: "select option"},
		{field: "placeholder", kind: text, max: 150},
		{field: "min_values", kind: integer, max: 25},
		{field: "max_values", kind: integer, min: 1, max: 25},
		{field: "disabled", kind: truth},
		{field: "required", kind: truth},
	},
	userSelect: selectRules, roleSelect: selectRules, mentionSelect: selectRules, channelSelect: selectRules,
	textInput: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "style", kind: integer, min: 1, max: 2, need: true},
		{field: "label", kind: text, min: 1, max: 45},
		{field: "value", kind: text, max: 4000},
		{field: "placeholder", kind: text, max: 100},
		{field: "required", kind: truth},
		{field: "min_length", kind: integer, max: 4000},
		{field: "max_length", kind: integer, min: 1, max: 4000},
	},
	section: {
		{field: "components", kind: list, min: 1, max: 3, need: true, place: "section"},
		{field: "accessory", kind: thing, need: true, place: "accessory"},
	},
	textDisplay: {{field: "content", kind: text, min: 1, max: maxDisplayed, need: true}},
	thumbnail:   {{field: "media", kind: thing, need: true, shape: "media"}, {field: "description", kind: text, max: 1024}},
	gallery:     {{field: "items", kind: list, min: 1, max: 10, need: true}},
	fileDisplay: {{field: "file", kind: thing, need: true, shape: "media"}},
	separator:   {{field: "divider", kind: truth}, {field: "spacing", kind: integer, min: 1, max: 2}},
	container: {
		{field: "components", kind: list, min: 1, max: maxComponents, need: true, place: "container"},
		{field: "accent_color", kind: integer, max: 0xFFFFFF},
		{field: "spoiler", kind: truth},
	},
	label: {
		{field: "label", kind: text, min: 1, max: 45, need: true},
		{field: "description", kind: text, max: 100},
		{field: "component", kind: thing, need: true, place: "label"},
	},
	fileUpload: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "min_values", kind: integer, max: 10},
		{field: "max_values", kind: integer, min: 1, max: 10},
		{field: "required", kind: truth},
	},
}

var selectRules = []rule{
	{field: "custom_id", kind: text, min: 1, max: 100, need: true},
	{field: "placeholder", kind: text, max: 150},
	{field: "min_values", kind: integer, max: 25},
	{field: "max_values", kind: integer, min: 1, max: 25},
	{field: "default_values", kind: list, max: 25},
	{field: "channel_types", kind: list},
	{field: "disabled", kind: truth},
	{field: "required", kind: truth},
}
