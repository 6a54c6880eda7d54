// A small bot made of discord.js and nothing else: a client of the playground that was written by others. It is told
// on its input what to do, a line of JSON each, and tells on its output what it sees, likewise.
//
//	node client.mjs http://127.0.0.1:1234 token
import { createInterface } from "node:readline";
import {
  ActionRowBuilder, ApplicationCommandOptionType, ButtonBuilder, ButtonStyle, ChannelType, Client, ContainerBuilder,
  EmbedBuilder, Events, GatewayIntentBits, MessageFlags, ModalBuilder, Partials, PermissionFlagsBits, SectionBuilder,
  SeparatorBuilder, StringSelectMenuBuilder, TextDisplayBuilder, TextInputBuilder, TextInputStyle, ChannelSelectMenuBuilder,
} from "discord.js";

const [base, token] = process.argv.slice(2);
const tell = (event, more = {}) => process.stdout.write(JSON.stringify({ event, ...more }) + "\n");
const failed = (what) => (err) => tell("error", { what, message: String(err?.stack ?? err) });

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages, GatewayIntentBits.GuildMessageReactions],
  partials: [Partials.Channel, Partials.Message, Partials.Reaction],
  rest: { api: base + "/api", version: "10", retries: 1, timeout: 5000 },
});

client.on(Events.Error, failed("client"));
client.on(Events.Warn, (text) => tell("warn", { text }));
client.on(Events.ShardResume, (shard, replayed) => tell("resumed", { shard, replayed }));
client.on(Events.ShardReady, (shard) => tell("shard ready", { shard }));
client.on(Events.ShardReconnecting, (shard) => tell("reconnecting", { shard }));
client.on(Events.ShardDisconnect, (e) => tell("disconnected", { code: e.code }));
client.rest.on("rateLimited", (r) => tell("limited", { after: r.timeToReset, global: r.global, scope: r.scope, limit: r.limit }));
client.rest.on("response", (request, response) => {
  const header = (name) => response.headers.get(name);
  tell("answer", {
    method: request.method, route: request.route, status: response.status, limit: header("x-ratelimit-limit"),
    remaining: header("x-ratelimit-remaining"), after: header("x-ratelimit-reset-after"), bucket: header("x-ratelimit-bucket"),
    type: header("content-type"),
  });
});

const seen = (m) => ({
  id: m.id, channel: m.channelId, guild: m.guildId, author: m.author?.id, bot: m.author?.bot, content: m.content,
  embeds: m.embeds.length, components: m.components.length, flags: m.flags.bitfield, member: m.member?.displayName,
  reference: m.reference?.messageId, files: m.attachments.map((a) => a.name), nonce: m.nonce, edited: m.editedTimestamp !== null,
  created: m.createdTimestamp, interaction: m.interactionMetadata?.user?.id, type: m.type,
});
client.on(Events.MessageCreate, (m) => tell("message", seen(m)));
client.on(Events.MessageUpdate, (before, m) => tell("edited", { before: before.content, ...seen(m) }));
client.on(Events.MessageDelete, (m) => tell("deleted", { id: m.id, channel: m.channelId, content: m.content }));
const reacted = (r, u) => ({ message: r.message.id, emoji: r.emoji.name, user: u.id, member: r.message.guild?.members.cache.get(u.id)?.displayName ?? null, count: r.count });
client.on(Events.MessageReactionAdd, (r, u) => tell("reacted", reacted(r, u)));
client.on(Events.MessageReactionRemove, (r, u) => tell("unreacted", reacted(r, u)));
client.on(Events.ChannelUpdate, (before, c) => tell("channel", {
  id: c.id, may: c.permissionsFor(client.user.id)?.has(PermissionFlagsBits.SendMessages),
  might: before.permissionsFor(client.user.id)?.has(PermissionFlagsBits.SendMessages),
}));

const commands = [
  { name: "card", description: "A card with buttons and selects" },
  { name: "later", description: "An answer that takes a while" },
  { name: "form", description: "A form" },
  { name: "say", description: "What was given", options: [
    { type: ApplicationCommandOptionType.String, name: "words", description: "Which?", required: true, autocomplete: true },
    { type: ApplicationCommandOptionType.Integer, name: "times", description: "How often?", minValue: 1, maxValue: 9 },
    { type: ApplicationCommandOptionType.Channel, name: "where", description: "Where?", channelTypes: [ChannelType.GuildText] },
    { type: ApplicationCommandOptionType.User, name: "who", description: "Who?" },
    { type: ApplicationCommandOptionType.Attachment, name: "file", description: "Which file?" },
  ] },
  { name: "shelf", description: "Shelves", defaultMemberPermissions: PermissionFlagsBits.ManageGuild, options: [
    { type: ApplicationCommandOptionType.Subcommand, name: "show", description: "Show it" },
  ] },
];

const button = (id, style = ButtonStyle.Secondary) => new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(style);
const card = (title) => ({
  flags: MessageFlags.IsComponentsV2,
  components: [new ContainerBuilder().setAccentColor(0x2f6f8f)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent("### " + title))
    .addSeparatorComponents(new SeparatorBuilder())
    .addSectionComponents(new SectionBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent("One")).setButtonAccessory(button("note")))
    .addActionRowComponents(new ActionRowBuilder().addComponents(button("turn", ButtonStyle.Primary), button("late"), button("ask"),
      new ButtonBuilder().setURL("https://example.org/").setLabel("Open").setStyle(ButtonStyle.Link)))
    .addActionRowComponents(new ActionRowBuilder().addComponents(new StringSelectMenuBuilder().setCustomId("pick").addOptions(
      { label: "Rain", value: "rain" }, { label: "Salt", value: "salt" })))
    .addActionRowComponents(new ActionRowBuilder().addComponents(new ChannelSelectMenuBuilder().setCustomId("where")))],
});
const form = () => new ModalBuilder().setCustomId("form").setTitle("A form").addComponents(
  new ActionRowBuilder().addComponents(new TextInputBuilder().setCustomId("name").setLabel("Name").setStyle(TextInputStyle.Short).setMaxLength(40)),
  new ActionRowBuilder().addComponents(new TextInputBuilder().setCustomId("why").setLabel("Why?").setStyle(TextInputStyle.Paragraph).setRequired(false)));

const asked = (i) => ({
  kind: i.type, id: i.id, user: i.user.id, guild: i.guildId, channel: i.channelId, member: i.member?.displayName ?? null,
  admin: i.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? null, may: i.appPermissions?.has(PermissionFlagsBits.SendMessages),
  locale: i.locale, context: i.context, owners: i.authorizingIntegrationOwners, size: i.attachmentSizeLimit ?? null,
});

client.on(Events.InteractionCreate, async (i) => {
  try {
    if (i.isAutocomplete()) {
      const typed = i.options.getFocused(true);
      tell("asked", { ...asked(i), command: i.commandName, focused: typed.name, typed: typed.value });
      await i.respond(["rain", "salt"].filter((w) => w.startsWith(typed.value)).map((w) => ({ name: "The " + w, value: w })));
    } else if (i.isChatInputCommand()) {
      await command(i);
    } else if (i.isButton()) {
      tell("asked", { ...asked(i), custom: i.customId, message: i.message.id });
      await pressed(i);
    } else if (i.isAnySelectMenu()) {
      tell("asked", { ...asked(i), custom: i.customId, values: i.values, channels: i.channels?.map((c) => c.name) });
      await i.reply({ content: "Picked " + i.values.join(", "), flags: MessageFlags.Ephemeral });
    } else if (i.isModalSubmit()) {
      tell("asked", { ...asked(i), custom: i.customId, name: i.fields.getTextInputValue("name"), why: i.fields.getTextInputValue("why"), fromMessage: i.isFromMessage() });
      await (i.isFromMessage() ? i.update(card("Filled in")) : i.reply({ content: "Thank you, " + i.fields.getTextInputValue("name") }));
    }
    tell("answered", { id: i.id });
  } catch (err) {
    failed("interaction " + (i.commandName ?? i.customId))(err);
  }
});

async function command(i) {
  const o = i.options;
  tell("asked", {
    ...asked(i), command: i.commandName, sub: o.getSubcommand(false), words: o.getString?.("words"), times: o.getInteger("times"),
    where: o.getChannel("where")?.name, who: o.getUser("who")?.username, whoMember: o.getMember("who")?.displayName, file: o.getAttachment("file")?.name,
  });
  switch (i.commandName) {
    case "card": {
      const answer = await i.reply({ ...card("Card"), withResponse: true });
      const m = answer.resource.message;
      tell("callback", { message: m.id, ephemeral: m.flags.has(MessageFlags.Ephemeral), by: m.interactionMetadata?.user?.id });
      const collector = m.createMessageComponentCollector({ max: 2, time: 20000 });
      collector.on("collect", (c) => tell("collected", { custom: c.customId }));
      collector.on("end", (all, why) => tell("collector ended", { n: all.size, why }));
      return;
    }
    case "later": {
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      const m = await i.editReply({ content: "Here at last", embeds: [new EmbedBuilder().setTitle("News").addFields({ name: "a", value: "b" })] });
      tell("edit", seen(m));
      const more = await i.followUp({ content: "And more" });
      await i.editReply({ message: more, content: "And more, corrected" });
      const gone = await i.followUp({ content: "Never mind", flags: MessageFlags.Ephemeral });
      await i.deleteReply(gone);
      tell("original", seen(await i.fetchReply()));
      return;
    }
    case "form":
      return i.showModal(form());
    default:
      return i.reply({ content: i.commandName, flags: MessageFlags.Ephemeral });
  }
}

async function pressed(i) {
  switch (i.customId) {
    case "turn":
      return i.update(card("Turned"));
    case "late":
      await i.deferUpdate();
      return i.editReply(card("Late"));
    case "ask":
      return i.showModal(form());
    default:
      return i.reply({ content: "Pressed " + i.customId, flags: MessageFlags.Ephemeral });
  }
}

// What the test has the bot do by itself.
const deeds = {
  async commands() {
    const set = await client.application.commands.set(commands);
    const one = await client.application.commands.create({ name: "extra", description: "One more" });
    await one.edit({ description: "One more, corrected" });
    const again = await client.application.commands.fetch(one.id);
    await one.delete();
    const list = await client.application.commands.fetch();
    return { set: set.size, list: list.map((c) => c.name), description: again.description,
      permissions: list.find((c) => c.name === "shelf").defaultMemberPermissions.toArray() };
  },
  async world() {
    const guild = client.guilds.cache.first();
    const app = await client.application.fetch();
    return {
      guilds: client.guilds.cache.size, fetched: (await client.guilds.fetch()).size, app: app.id, owner: app.owner?.username,
      channels: (await guild.channels.fetch()).size, name: (await guild.fetch()).name, roles: guild.roles.cache.size,
      me: guild.members.me?.id ?? null, everyone: guild.roles.everyone.name,
    };
  },
  async messages({ channel }) {
    const c = await client.channels.fetch(channel);
    await c.sendTyping();
    const m = await c.send({ content: "Hello", embeds: [new EmbedBuilder().setTitle("A title").setTimestamp(0)], nonce: "n1", enforceNonce: true });
    const twice = await c.send({ content: "Hello", nonce: "n1", enforceNonce: true });
    const edited = await m.edit("Good evening");
    const reply = await m.reply({ content: "To myself", allowedMentions: { parse: [] } });
    const shown = await c.send(card("Posted"));
    const file = await c.send({ files: [{ attachment: Buffer.from("words"), name: "words.txt" }] });
    const list = await c.messages.fetch({ limit: 10 });
    const fetched = await c.messages.fetch({ message: m.id, force: true });
    await reply.delete();
    return {
      id: m.id, twice: twice.id, edited: edited.content, editedAt: edited.editedTimestamp !== null, reply: reply.reference.messageId,
      shown: shown.components[0].components.length, file: file.attachments.first()?.name, size: file.attachments.first()?.size,
      listed: list.size, fetched: fetched.content, deleted: reply.id,
    };
  },
  async reactions({ channel }) {
    const c = await client.channels.fetch(channel);
    const m = await c.send("What do you think?");
    const first = await m.react("👍");
    await m.react("🗞️");
    const users = await first.users.fetch();
    const names = async () => (await m.fetch(true)).reactions.cache.map((r) => [r.emoji.name, r.count, r.me]); // it is changed later
    const twice = await names();
    await m.reactions.cache.get("🗞️").users.remove(client.user);
    return { id: m.id, users: users.map((u) => u.id), twice, once: await names() };
  },
  async direct({ user }) {
    const m = await (await client.users.fetch(user)).send("Good morning");
    return { channel: m.channelId, dm: m.channel.isDMBased() };
  },
  async refused({ channel }) {
    const c = await client.channels.fetch(channel);
    const code = (p) => p.then(() => 0, (err) => ({ code: err.code, status: err.status, message: err.message }));
    return {
      empty: await code(c.send({ content: "" })), long: await code(c.send("x".repeat(2001))), unknown: await code(c.messages.fetch("1")),
      button: await code(c.send({ components: [new ActionRowBuilder().addComponents(button("a"), button("a"))] })),
      wrong: await code(client.channels.fetch("1")),
    };
  },
  async many({ channel, n }) {
    const c = await client.channels.fetch(channel);
    const sent = await Promise.all(Array.from({ length: n }, (_, k) => c.send("Number " + k)));
    return { sent: new Set(sent.map((m) => m.id)).size };
  },
  async end() {
    await client.destroy();
    setTimeout(() => process.exit(0), 50);
    return {};
  },
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { deed, ...given } = JSON.parse(line);
  try {
    tell("done", { deed, result: await deeds[deed](given) });
  } catch (err) {
    failed(deed)(err);
  }
}).on("close", () => process.exit(0));

client.once(Events.ClientReady, (c) => tell("ready", { user: c.user.id, name: c.user.username, guilds: c.guilds.cache.map((g) => ({ id: g.id, name: g.name, channels: g.channels.cache.size, members: g.memberCount })) }));
client.login(token).catch(failed("login"));
