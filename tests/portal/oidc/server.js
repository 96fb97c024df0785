// A certified OpenID Connect provider on this machine, for the tests: one client, which must use PKCE, and any login name.
// Started with the address of the application; says on its first line where it is to be found.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const site = process.argv[2];

const page = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Máy chủ</title><link rel="icon" href="data:,">';
const form = `${page}<form method="post"><label>Tên <input name="login" autofocus></label><button>Vào</button></form>`;

const configuration = {
  clients: [{
    client_id: 'hocba',
    client_secret: process.env.HOCBA_LOGIN_SECRET,
    redirect_uris: [`${site}/dang-nhap/ve`],
    post_logout_redirect_uris: [`${site}/dang-nhap/da-ra`],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  cookies: { keys: ['for the tests alone'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, question) => {
        ctx.body = `${page}${question}<button form="op.logoutForm" name="logout" value="yes">Ra</button>`;
      },
    },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Người dùng ${id}`, email: `${id}@quan-1.example`, email_verified: true }),
  }),
  // Whoever logs in here has agreed to be known to the application.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
};

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    if (ctx.method === 'GET') {
      ctx.type = 'html';
      ctx.body = form;
      return undefined;
    }
    const sent = await new Response(ctx.req, { headers: { 'content-type': ctx.get('content-type') } }).formData();
    ctx.respond = false;
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: sent.get('login') } });
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
