package playground

import (
	"time"

	"lede/playground/gateway"
	"lede/playground/page"
	"lede/playground/people"
	"lede/playground/weather"
	"lede/playground/world"
)

// The state of the playground.
type (
	World   = world.World
	Guild   = world.Guild
	Channel = world.Channel
	Thread  = world.Thread
	Tag     = world.Tag
	Role    = world.Role
	Profile = world.Profile
	Clock   = world.Clock
	Waits   = world.Waits
)

// What people do and see.
type (
	Person      = people.Person
	Upload      = people.Upload
	Message     = people.Message
	Interaction = people.Interaction
	Choice      = world.Choice
)

// What a page shows, and what can be made to go wrong.
type (
	Panel          = page.Panel
	Tip            = page.Tip
	Weather        = weather.Weather
	Limits         = weather.Limits
	Identification = gateway.Identification
)

// The types of channel.
const (
	TextChannel         = world.TextChannel
	DirectChannel       = world.DirectChannel
	AnnouncementChannel = world.AnnouncementChannel
	PublicThread        = world.PublicThread
	ForumChannel        = world.ForumChannel
)

// The permissions that the playground knows, as bits.
const (
	PermissionAdministrator  = world.PermissionAdministrator
	PermissionManageGuild    = world.PermissionManageGuild
	PermissionView           = world.PermissionView
	PermissionSend           = world.PermissionSend
	PermissionManageMessages = world.PermissionManageMessages
	PermissionEmbedLinks     = world.PermissionEmbedLinks
	PermissionAttachFiles    = world.PermissionAttachFiles
	PermissionReadHistory    = world.PermissionReadHistory
	PermissionAddReactions   = world.PermissionAddReactions
	PermissionUseCommands    = world.PermissionUseCommands
	PermissionSendInThreads  = world.PermissionSendInThreads
)

// The kinds of weather. A request that is Lost is carried out but not answered; one that is Cut is not carried out.
const (
	Limited       = weather.Limited
	LimitedGlobal = weather.LimitedGlobal
	LimitedShared = weather.LimitedShared
	Barred        = weather.Barred
	Unauthorized  = weather.Unauthorized
	Forbidden     = weather.Forbidden
	Fault         = weather.Fault
	BadGateway    = weather.BadGateway
	Unavailable   = weather.Unavailable
	Hanging       = weather.Hanging
	Slow          = weather.Slow
	Cut           = weather.Cut
	Lost          = weather.Lost
)

// NewClock starts a clock at a moment; the zero time means now.
func NewClock(start time.Time) *Clock { return world.NewClock(start) }
