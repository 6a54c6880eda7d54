package people

import (
	"fmt"
	"slices"

	"lede/playground/wire"
	"lede/playground/world"
)

// resolver looks up the ids that a person chose in a place, and collects them as the resolved data of an interaction.
type resolver struct {
	s     *world.State
	at    world.Place
	found wire.Object
}

func newResolver(s *world.State, at world.Place) *resolver { return &resolver{s, at, wire.Object{}} }

func (r *resolver) put(kind, id string, v any) {
	of, ok := r.found[kind].(wire.Object)
	if !ok {
		of = wire.Object{}
		r.found[kind] = of
	}
	of[id] = v
}

// writeTo adds the resolved data to an interaction's data, if there is any.
func (r *resolver) writeTo(data wire.Object) {
	if len(r.found) > 0 {
		data["resolved"] = r.found
	}
}

func (r *resolver) user(id string) error {
	p, ok := r.s.World.Profile(id)
	if !ok {
		return fmt.Errorf("there is no person with the id %q", id)
	}
	r.put("users", id, world.UserObject(p))
	if r.at.Guild != nil {
		m := world.MemberObject(r.at.Guild, p)
		for _, field := range []string{"user", "deaf", "mute"} {
			delete(m, field)
		}
		r.put("members", id, m)
	}
	return nil
}

// channel refuses channels of other guilds, and of types that are not wanted.
func (r *resolver) channel(id string, types []any) error {
	p, ok := r.s.World.Place(id)
	if !ok || p.Guild == nil || p.GuildID() != r.at.GuildID() {
		return fmt.Errorf("there is no channel with the id %q here", id)
	}
	if len(types) > 0 && !slices.Contains(types, any(float64(p.Type))) {
		return fmt.Errorf("the channel #%s is not of the type wanted", p.Name)
	}
	o := r.s.ChannelObject(p)
	delete(o, "permission_overwrites")
	o["permissions"] = world.FormatPermissions(world.MemberPermissions)
	o["app_permissions"] = world.FormatPermissions(r.s.BotPermissions(p))
	r.put("channels", id, o)
	return nil
}

func (r *resolver) role(id string) error {
	if r.at.Role(id) == nil {
		return fmt.Errorf("there is no role with the id %q here", id)
	}
	for _, o := range wire.Objects(r.at.Guild.RoleObjects()) {
		if o["id"] == id {
			r.put("roles", id, o)
		}
	}
	return nil
}

// upload keeps a file, and returns its id.
func (r *resolver) upload(u Upload) string {
	f := &world.File{Name: u.Filename, Kind: u.ContentType, Data: u.Data}
	o, _ := r.s.KeepFiles(r.at.ID, []*world.File{f})[0].(wire.Object)
	o["ephemeral"] = true
	r.put("attachments", f.ID, o)
	return f.ID
}

// mentionable resolves a person or a role.
func (r *resolver) mentionable(id string) error {
	if r.at.Role(id) != nil {
		return r.role(id)
	}
	return r.user(id)
}
