package page

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"lede/playground/people"
	"lede/playground/wire"
)

// deed is an action that the page requests on behalf of a person.
type deed struct {
	Person      string            `json:"person"`
	Channel     string            `json:"channel"`
	Message     string            `json:"message"`
	Reference   string            `json:"reference"` // the message that is replied to
	Interaction string            `json:"interaction"`
	Command     string            `json:"command"`
	Focused     string            `json:"focused"`
	CustomID    string            `json:"custom_id"`
	Text        string            `json:"text"`
	Emoji       string            `json:"emoji"`
	Options     map[string]any    `json:"options"`
	Files       map[string]upload `json:"files"`
	Values      []string          `json:"values"`
	Fields      map[string]string `json:"fields"`
}

type upload struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

func (u upload) read() people.Upload {
	return people.Upload{Filename: u.Name, ContentType: u.Type, Data: u.Data}
}

// given returns the options of a command, files included.
func (d *deed) given() map[string]any {
	options := map[string]any{}
	maps.Copy(options, d.Options)
	for name, f := range d.Files {
		options[name] = f.read()
	}
	return options
}

// uploads returns the files of a form or a message, in the order of their names in the request.
func (d *deed) uploads() (list []people.Upload) {
	for _, name := range slices.Sorted(maps.Keys(d.Files)) {
		list = append(list, d.Files[name].read())
	}
	return list
}

// deeds maps the names of routes to the actions of a Person.
var deeds = map[string]func(context.Context, *people.Person, *deed) (any, error){
	"slash": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Slash(ctx, d.Channel, d.Command, d.given())
	},
	"autocomplete": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Autocomplete(ctx, d.Channel, d.Command, d.Focused, d.given())
	},
	"press": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Press(ctx, d.Message, d.CustomID)
	},
	"select": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Select(ctx, d.Message, d.CustomID, d.Values)
	},
	"apply": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Apply(ctx, d.Message, d.Command)
	},
	"submit": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.Submit(ctx, d.Interaction, d.Fields, d.uploads()...)
	},
	"say": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		if d.Reference != "" {
			return p.Reply(ctx, d.Reference, d.Text, d.uploads()...)
		}
		return p.Say(ctx, d.Channel, d.Text, d.uploads()...)
	},
	"found": func(ctx context.Context, p *people.Person, d *deed) (any, error) { return p.Found(ctx, d.Text) },
	"react": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return p.React(ctx, d.Message, d.Emoji)
	},
	"locale": func(_ context.Context, p *people.Person, d *deed) (any, error) {
		return wire.Object{}, p.Speak(d.Text)
	},
	"dismiss": func(ctx context.Context, p *people.Person, d *deed) (any, error) {
		return wire.Object{}, p.Dismiss(ctx, d.Message)
	},
}

// serveDeed runs an action. The page shows its error, which is a sentence.
func (s *Page) serveDeed(w http.ResponseWriter, r *http.Request, do func(context.Context, *people.Person, *deed) (any, error)) {
	var d deed
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(&d); err != nil {
		writeJSON(w, http.StatusBadRequest, wire.Object{"error": "The page sent something that cannot be read."})
		return
	}
	answer, err := do(r.Context(), people.As(s.state, d.Person), &d)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, wire.Object{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, answer)
}
