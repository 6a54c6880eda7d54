package rules

// The types of components.
const (
	ActionRow     = 1
	Button        = 2
	StringSelect  = 3
	TextInput     = 4
	UserSelect    = 5
	RoleSelect    = 6
	MentionSelect = 7
	ChannelSelect = 8
	section       = 9
	TextDisplay   = 10
	Thumbnail     = 11
	gallery       = 12
	fileDisplay   = 13
	Separator     = 14
	Container     = 17
	Label         = 18
	FileUpload    = 19
	RadioGroup    = 21
)

// places lists the component types that are allowed in a place.
var places = map[string][]int{
	"message":        {ActionRow, section, TextDisplay, gallery, fileDisplay, Separator, Container},
	"legacy message": {ActionRow},
	"container":      {ActionRow, section, TextDisplay, gallery, fileDisplay, Separator},
	"row":            {Button, StringSelect, UserSelect, RoleSelect, MentionSelect, ChannelSelect},
	"section":        {TextDisplay},
	"accessory":      {Button, Thumbnail},
	"modal":          {ActionRow, TextDisplay, Label},
	"modal row":      {TextInput},
	"label":          {StringSelect, TextInput, UserSelect, RoleSelect, MentionSelect, ChannelSelect, FileUpload, RadioGroup},
}

// components holds the shapes of components, by type.
var components = map[int][]rule{
	ActionRow: {{field: "components", kind: list, min: 1, max: 5, need: true, place: "row"}},
	Button: {
		{field: "style", kind: integer, min: 1, max: 6, need: true},
		{field: "label", kind: text, max: 80},
		{field: "custom_id", kind: text, min: 1, max: 100},
		{field: "url", kind: link, min: 1, max: 512},
		{field: "disabled", kind: truth},
		{field: "emoji", kind: thing},
	},
	StringSelect: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "options", kind: list, min: 1, max: 25, need: true, shape: "select option"},
		{field: "placeholder", kind: text, max: 150},
		{field: "min_values", kind: integer, max: 25},
		{field: "max_values", kind: integer, min: 1, max: 25},
		{field: "disabled", kind: truth},
		{field: "required", kind: truth},
	},
	UserSelect: selectRules, RoleSelect: selectRules, MentionSelect: selectRules, ChannelSelect: selectRules,
	TextInput: {
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
	TextDisplay: {{field: "content", kind: text, min: 1, max: maxDisplayed, need: true}},
	Thumbnail:   {{field: "media", kind: thing, need: true, shape: "media"}, {field: "description", kind: text, max: 1024}},
	gallery:     {{field: "items", kind: list, min: 1, max: 10, need: true}},
	fileDisplay: {{field: "file", kind: thing, need: true, shape: "media"}},
	Separator:   {{field: "divider", kind: truth}, {field: "spacing", kind: integer, min: 1, max: 2}},
	Container: {
		{field: "components", kind: list, min: 1, max: maxComponents, need: true, place: "container"},
		{field: "accent_color", kind: integer, max: 0xFFFFFF},
		{field: "spoiler", kind: truth},
	},
	Label: {
		{field: "label", kind: text, min: 1, max: 45, need: true},
		{field: "description", kind: text, max: 100},
		{field: "component", kind: thing, need: true, place: "label"},
	},
	FileUpload: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "min_values", kind: integer, max: 10},
		{field: "max_values", kind: integer, min: 1, max: 10},
		{field: "required", kind: truth},
	},
	RadioGroup: {
		{field: "custom_id", kind: text, min: 1, max: 100, need: true},
		{field: "options", kind: list, min: 2, max: 10, need: true, shape: "select option"},
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
