package gateway

import "encoding/json"

// The opcodes of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// The close codes of the gateway.
const (
	closeGoingAway            = 1001
	closeUnknownOp            = 4001
	closeDecode               = 4002
	closeNotAuthenticated     = 4003
	closeAuthenticationFailed = 4004
	closeAlready              = 4005
	closeInvalidSeq           = 4007
	closeRateLimited          = 4008
	closeTimeout              = 4009
	closeInvalidShard         = 4010
	closeInvalidVersion       = 4012
	closeInvalidIntents       = 4013
	closeDisallowedIntents    = 4014
)

// payload is one message of the gateway, in either direction.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// decodePayload decodes what a bot sent, or returns the close code that refuses it.
func decodePayload(raw []byte) (payload, int) {
	var p payload
	if len(raw) > maxPayload || json.Unmarshal(raw, &p) != nil {
		return payload{}, closeDecode
	}
	switch p.Op {
	case opHeartbeat, opIdentify, opPresence, opVoice, opResume, opMembers:
		return p, 0
	}
	return payload{}, closeUnknownOp
}
