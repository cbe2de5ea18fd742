import { product } from "@/lib/product";

export const texts = {
  fields: { email: "Email", password: "Password", name: "Name", newPassword: "New password" },
  signIn: {
    title: "Sign in",
    description: `Welcome back to ${product}.`,
    continue: "Sign in to continue.",
    submit: "Sign in",
    forgot: "Forgot your password?",
    noAccount: "No account yet?",
    signUp: "Sign up",
  },
  secondStep: {
    code: "Code",
    hint: "Open your authenticator app, and enter the code that it shows.",
    recoveryCode: "Recovery code",
    recoveryHint: "One of the codes that you saved. It works once.",
    useRecoveryCode: "Use a recovery code instead",
    useApp: "Use the authenticator app instead",
    restart: "Start again",
    submit: "Continue",
  },
  passkey: {
    signIn: "Sign in with a passkey",
    confirm: "Use a passkey",
    failed: "The passkey was not used",
    unused: "Try again, or use your password.",
  },
  provider: {
    continue: (name: string) => `Continue with ${name}`,
    continueElsewhere: (name: string) => `Continue with ${name} in another tab`,
    failed: "You were not signed in",
    back: "Back to sign-in",
    confirmHint: "You will come back to this page. Then make your change again.",
    confirmFailed: "Your identity was not confirmed",
    backToPage: "Back",
  },
  development: {
    title: "In development",
    signInAs: (name: string) => `Sign in as ${name}`,
    failed: "You were not signed in",
  },
  signUp: {
    title: "Create an account",
    description: "We'll send you a link to choose your password.",
    submit: "Create account",
    hasAccount: "Already have an account?",
    signIn: "Sign in",
    sent: {
      title: "Check your email",
      detail: (email: string) =>
        `We have sent a message to ${email}. Open its link to choose a password and finish your account.`,
    },
  },
  verify: {
    title: "Choose a password",
    description: "One last step, and your account is ready.",
    submit: "Create account",
    done: `Welcome to ${product}`,
  },
  forgot: {
    title: "Reset your password",
    description: "Enter the address of your account. We'll send you a link to choose a new password.",
    submit: "Send the link",
    back: "Back to sign-in",
    sent: {
      title: "Check your email",
      detail: (email: string) => `If ${email} has an account, we have sent a message with a link to it.`,
    },
  },
  reset: {
    title: "Choose a new password",
    description: "You will be signed out on all devices.",
    submit: "Save password",
    done: "Your password has been changed. Sign in with the new one.",
  },
  confirmEmail: {
    title: "Confirm your new address",
    description: "Mail and sign-in use the new address as soon as both addresses are confirmed.",
    submit: "Confirm address",
    changed: {
      title: "Your address has been changed",
      detail: "From now on, sign in with your new address.",
    },
    half: {
      title: "Almost done",
      detail: "This address is confirmed. Now open the link in the message to your other address.",
    },
    settings: "Open your settings",
  },
  anotherLink: "Ask for another link",
  noToken: {
    title: "This link is incomplete",
    detail: "Open the link in our message again, or copy all of it.",
  },
  mail: "Open the mailbox",
  otherAddress: "Use another address",
  dialogs: {
    confirm: {
      title: "Confirm it's you",
      detail: "To change this, enter your password.",
      withoutPassword: "To change this, sign in again.",
      noMethod: "To change this, you need a password. We'll send you a link to choose one.",
      sendLink: "Choose a password",
      submit: "Confirm",
    },
    expired: {
      title: "Sign in again",
      // Also for what is not saved, such as a deletion.
      detail: "Your session has ended. Sign in to continue. Nothing that you have entered is lost.",
    },
  },
} as const;
